import { newId, type KeQuanEvent } from '@kequan/contracts';
import { toldEvent, type EventOf } from '@kequan/kit/testing';

/** The event by which catalog tells that a service is listed. */
export function serviceListed(
  providerAccountId: string,
  programmeId: string,
): EventOf<'kequan.catalog.service-decided.v1'> {
  const serviceId = newId();
  return toldEvent('kequan.catalog.service-decided.v1', serviceId, {
    programmeId,
    institutionId: newId(),
    applicantAccountId: providerAccountId,
    title: '高强度合金疲劳试验',
    serviceId,
    taskId: newId(),
    outcome: 'approve',
    comments: [],
    decidedBy: newId(),
    revision: 1,
  });
}

/** The event by which voucher tells of a new voucher, which holds for a year. */
export function voucherIssued(
  accountId: string,
  programmeId: string,
): EventOf<'kequan.voucher.voucher-issued.v1'> {
  const voucherId = newId();
  return toldEvent('kequan.voucher.voucher-issued.v1', voucherId, {
    programmeId,
    institutionId: newId(),
    applicantAccountId: accountId,
    title: '西安秦科精密制造有限公司',
    voucherId,
    number: `T${voucherId}`,
    amountFen: 10_000_000,
    expiresAt: new Date(Date.now() + 365 * 24 * 3_600_000).toISOString(),
  });
}

/** The tasks of a deal that trade's events opened at a desk. */
export function taskIdsTold(seen: readonly KeQuanEvent[], dealId: string, stage: string): string[] {
  return seen.flatMap((event) => {
    switch (event.type) {
      case 'kequan.trade.claim-submitted.v1':
      case 'kequan.trade.claim-decided.v1': {
        const { opens, dealId: id } = event.data;
        const desk = event.type === 'kequan.trade.claim-submitted.v1' ? 'claim' : 'payment';
        return opens && id === dealId && desk === stage ? [opens.taskId] : [];
      }
      default:
        return [];
    }
  });
}
