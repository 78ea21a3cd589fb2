import { newId, type AccreditationForm, type CapabilityForm, type InstrumentForm } from '@kequan/contracts';

/** A complete instrument; by default one of exactly 200,000 yuan. */
export function completeInstrument(basic: Partial<InstrumentForm['basic']> = {}): InstrumentForm {
  return {
    basic: {
      name: '场发射扫描电子显微镜',
      model: 'SU8010',
      assetNo: '20190234',
      manufacturer: '日立',
      originalValueFen: 20_000_000,
      purchasedOn: '2019-06-01',
      location: '西安市雁塔区科技路10号2号楼101',
      ...basic,
    },
    service: {
      testingField: '材料表征',
      functions: '材料表面形貌与元素分析。',
      priceDescription: '800 元/样',
      serviceHours: '工作日 9:00-17:00',
    },
    responsible: { name: '孙丽', phone: '13800138000' },
    photoFileIds: [newId()],
  };
}

/** A complete accreditation. */
export function completeAccreditation(more: Partial<AccreditationForm> = {}): AccreditationForm {
  return {
    name: '检验检测机构资质认定',
    accreditationKind: 'cma',
    certificateNo: '210000123456',
    issuedBy: '陕西省市场监督管理局',
    issuedOn: '2024-03-01',
    validUntil: '2030-02-28',
    scope: '金属材料力学性能、化学成分',
    certificateFileIds: [newId()],
    ...more,
  };
}

/** A complete capability. */
export function completeCapability(more: Partial<CapabilityForm> = {}): CapabilityForm {
  return {
    testingField: '材料表征',
    testedObject: '金属材料',
    item: '室温拉伸',
    standards: ['GB/T 228.1-2021'],
    attachmentIds: [],
    ...more,
  };
}
