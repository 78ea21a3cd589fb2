import { newId, type HostRegistrationForm } from '@kequan/contracts';
import { newCreditCode } from './credit-code';

/** What of a complete registration a test wants otherwise. */
export interface HostRegistrationChanges {
  host?: Partial<HostRegistrationForm['host']>;
  testingBody?: Partial<HostRegistrationForm['testingBody']>;
}

/** A complete registration of a provider in Shaanxi, its testing body under the host's name; every call gives a new one. */
export function completeHostRegistration({
  host,
  testingBody,
}: HostRegistrationChanges = {}): HostRegistrationForm {
  const name = '西安材料分析研究院';
  return {
    host: {
      name,
      unitKind: 'institute',
      independentLegalPerson: true,
      unitCode: newCreditCode(),
      legalRepresentative: '赵文博',
      province: '陕西省',
      address: '西安市雁塔区科技路10号',
      networkMember: true,
      logoFileId: newId(),
      licenceFileId: newId(),
      ...host,
    },
    testingBody: {
      name,
      introduction: '金属与高分子材料的成分、结构与力学性能分析。',
      address: '西安市雁塔区科技路10号2号楼',
      contactName: '孙丽',
      contactPhone: '13800138000',
      openToShare: true,
      managementSystemFileId: newId(),
      ...testingBody,
    },
  };
}
