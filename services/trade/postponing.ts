import { POSTPONE, type DealParty, type PostponeCompletion, type PostponeInput } from '@kequan/contracts';
import { requireLater } from './completion-day';
import type { Deal } from './model';
import { requireStatus } from './rules';
import { tellProcess, type ProcessParts } from './through-process';

/** A party names a later day for the completion (M3). @throws `DealStepNotOpen`, `InputInvalid` */
export function postpone(
  parts: ProcessParts,
  deal: Deal,
  by: { accountId: string; party: DealParty },
  callKey: string,
  content: PostponeCompletion,
): Promise<Deal> {
  const { accountId, party } = by;
  return tellProcess(parts, deal, {
    name: POSTPONE,
    callKey,
    content,
    args(): Omit<PostponeInput, 'key'> {
      requireStatus(deal, 'completion');
      requireLater(deal, content.completionOn, new Date());
      return { by: accountId, party, ...content };
    },
  });
}
