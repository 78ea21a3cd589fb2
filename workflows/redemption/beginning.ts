import type { DealEnd, DealStanding, SubmitDealInput } from '@kequan/contracts';
import { DEAL_LIFE, DECIDED_BY_RULES, leadsTo, standingOrEnd } from '@kequan/contracts/pure';
import type { Compensation, Taken } from '../kit/attempts';
import { fineWhen, refusal } from '../kit/refusals';
import { partiesOf } from './parties';
import type { DealParts } from './parts';
import type { DealRecord } from './record';

/** The deal itself, as something that is undone: a process that is cancelled leaves no deal that nobody moves any more. */
const DEAL = 'deal';

/**
 * Records what begins a deal: a reservation, or a direct order with its money (R23).
 * @returns the deal, which is called off when its process is cancelled, and what it waits for
 * @throws a broken rule; nothing is recorded and nothing held then
 */
export async function begin(
  { input, record, hold, attempts }: DealParts,
  message: SubmitDealInput,
): Promise<Taken & { readonly result: DealStanding | DealEnd }> {
  const { key, version, by, money } = message;
  if (input.direct !== (money !== undefined)) throw refusal('InputInvalid', { count: 1 });
  const parties = await partiesOf({ input }, message);
  return attempts.attempt(
    DEAL,
    () =>
      money
        ? hold.whileMade(money, () =>
            record.take(
              key,
              { kind: 'orderDirectly', version, by, money, ...parties },
              standingOrEnd(leadsTo(DEAL_LIFE, 'orderDirectly')),
            ),
          )
        : record.take(
            key,
            { kind: 'reserve', version, by, ...parties },
            standingOrEnd(leadsTo(DEAL_LIFE, 'reserve')),
          ),
    callingOff(record),
  );
}

/** The deal as the run before began it. @param attemptId the try under which it did */
export function begunBefore({ attempts, record }: DealParts, attemptId: string): Taken {
  return attempts.takeUp(DEAL, attemptId, callingOff(record));
}

/** Calls a deal off that its process gives up. */
function callingOff(record: DealRecord): Compensation {
  return ({ undo }) =>
    record
      .note(undo, { kind: 'cancel', by: DECIDED_BY_RULES, party: 'user' })
      .catch(fineWhen('DealStepNotOpen'));
}
