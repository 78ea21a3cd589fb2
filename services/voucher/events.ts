import type { Voucher, VoucherApplication } from './model';

/** What every event about an application tells. */
export function ofApplication({ _id, programmeId, institutionId, accountId, unit }: VoucherApplication) {
  return {
    programmeId,
    institutionId,
    applicantAccountId: accountId,
    title: unit?.name ?? '',
    applicationId: _id,
  };
}

/** What every event about a voucher tells. */
export function ofVoucher({
  _id,
  programmeId,
  institutionId,
  accountId,
  title,
  number,
}: Pick<Voucher, '_id' | 'programmeId' | 'institutionId' | 'accountId' | 'title' | 'number'>) {
  return { programmeId, institutionId, applicantAccountId: accountId, title, voucherId: _id, number };
}
