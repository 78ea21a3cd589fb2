import { newId, type AdmittedUser, type OrderableService } from '@kequan/contracts';
import type { Form } from '@kequan/kit';

/** A complete reservation; every call gives a new one. */
export function completeReservation(more: Form = {}): Form {
  return {
    sampleSummary: '高强度合金试棒 12 根，直径 10 mm。',
    requirements: '按 GB/T 3075 做轴向疲劳试验，给出 S-N 曲线与断口分析。',
    expectedOn: '2026-12-20',
    attachmentIds: [],
    ...more,
  };
}

/** A complete order: 60,000 yuan, half of it by voucher. */
export function completeOrder(more: Form = {}): Form {
  return {
    voucherId: newId(),
    purpose: 'newProduct',
    details: '疲劳试验 12 根，断口分析 3 根。',
    quantity: 12,
    totalFen: 6_000_000,
    voucherFen: 3_000_000,
    completionExpectedOn: '2026-12-20',
    ...more,
  };
}

/** A complete claim; its invoice is of the order's amount. */
export function completeClaim(more: Form = {}): Form {
  return {
    invoice: { number: uniqueInvoiceNumber(), issuedOn: '2026-11-27', amountFen: 6_000_000, fileId: newId() },
    contractFileId: newId(),
    reportFileId: newId(),
    ...more,
  };
}

/** A number that no other invoice of any test has. */
export function uniqueInvoiceNumber(): string {
  return BigInt(`0x${newId().replaceAll('-', '').slice(-16)}`)
    .toString()
    .padStart(20, '0')
    .slice(-20);
}

/** What institution tells of an admitted unit. */
export function admittedUser(accountId: string): AdmittedUser {
  return {
    name: '西安秦科精密制造有限公司',
    unitCode: '91610131MA6U0000XX',
    userKind: 'sme',
    registeredOn: '2015-03-18',
    accountId,
  };
}

/** What catalog tells of a listed voucher service. */
export function orderableService(serviceId: string, more: Partial<OrderableService> = {}): OrderableService {
  return {
    serviceId,
    institutionId: newId(),
    providerAccountId: newId(),
    title: '高强度合金疲劳试验',
    kind: 'inspectionTesting',
    priceFen: 500_000,
    priceUnit: '元/根',
    voucher: true,
    ...more,
  };
}
