import type { EntryNoticeView, InstitutionView } from '@kequan/contracts';
import { applicationView, type Caller, type Form } from '@kequan/kit';
import type { BankAccounts } from './bank-account';
import type { Institution } from './model';
import { isQualified } from './rules';

/** An institution as its owner and the staff of its programme see it; only he sees what is a draft, and his account. */
export function institutionView(
  institution: Institution,
  caller: Caller,
  accounts: BankAccounts,
): InstitutionView {
  const { _id, version, programmeId, track, name, voucherShop, entryNotice, stages } = institution;
  const isOwner = institution.ownerAccountId === caller.accountId;
  const shown = (form: Form): Form => (isOwner ? accounts.open(form) : accounts.mask(form));
  return {
    institutionId: _id,
    version,
    programmeId,
    track,
    name,
    // What was approved and is being edited takes no vouchers until it passes again (R04).
    voucherShop: voucherShop && isQualified(institution),
    ...(entryNotice?.number !== undefined && { entryNoticeNumber: entryNotice.number }),
    stages: Object.fromEntries(
      Object.entries(stages).map(([stage, application]) => {
        const view = applicationView(application, isOwner ? 'owner' : 'others');
        const { draft, submitted } = view;
        return [
          stage,
          {
            ...view,
            draft: shown(draft),
            ...(submitted && { submitted: { ...submitted, form: shown(submitted.form) } }),
          },
        ];
      }),
    ),
  };
}

/** A published entry notice, as everybody sees it. @throws TypeError when none was published */
export function entryNoticeView({ _id, programmeId, name, entryNotice }: Institution): EntryNoticeView {
  if (!entryNotice) throw new TypeError(`no entry notice: ${_id}`);
  return {
    institutionId: _id,
    programmeId,
    institutionName: name,
    ...(entryNotice.number !== undefined && { noticeNumber: entryNotice.number }),
    publishedAt: entryNotice.publishedAt.toISOString(),
  };
}
