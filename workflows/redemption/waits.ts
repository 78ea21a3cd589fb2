import { isCancellation, log, uuid4 } from '@temporalio/workflow';
import type {
  BallHolder,
  Deadlines,
  DealParty,
  DealStep,
  DealWait,
  EndedWait,
  SubmitAnswer,
  WaitClock,
} from '@kequan/contracts';
import {
  DEAL_LIFE,
  DECIDED_BY_RULES,
  leadsTo,
  mayCancel,
  partyOf,
  standingOrEnd,
} from '@kequan/contracts/pure';
import { alongside } from '../kit/alongside';
import type { DeadlineKeeper } from '../kit/deadline-keeper';
import type { Letter } from '../kit/mailbox';
import type { ProgressBoard } from '../kit/progress-board';
import { asRefusal, brokenRule } from '../kit/refusals';
import type { DealDesk, DealMessage, DealMessages, DealMessageKind } from './desk';
import type { Next } from './parts';
import type { DealRecord } from './record';

/** What ends a wait. Whom it waits for, and who may call the deal off meanwhile, stands in the table of its life. */
interface Wait {
  /** The part of the deal that it belongs to, as people are told. */
  part: 'reservation' | 'order' | 'claim';
  kind: DealMessageKind;
}

const WAITS = {
  reply: { part: 'reservation', kind: 'reply' },
  order: { part: 'order', kind: 'order' },
  taking: { part: 'order', kind: 'take' },
  completion: { part: 'order', kind: 'complete' },
  confirmation: { part: 'order', kind: 'confirm' },
  claim: { part: 'claim', kind: 'claim' },
} as const satisfies Record<DealWait, Wait>;

type MessageOf<W extends DealWait> = DealMessages[(typeof WAITS)[W]['kind']];
const PARTIES: readonly DealParty[] = ['user', 'provider'];
const HOLDERS: Record<DealParty, BallHolder> = { user: 'applicant', provider: 'provider' };

/** The waits of a deal for its parties: who is silent is reminded, by working days, and then his silence is recorded. */
export class DealWaits {
  constructor(
    private readonly desk: DealDesk,
    private readonly deadlines: DeadlineKeeper,
    private readonly board: ProgressBoard,
    private readonly record: DealRecord,
  ) {}

  /**
   * Waits until what the party does could be recorded, the deal is called off, or the silence has lasted too long. A message
   * that breaks a rule is refused, and the wait goes on under the same clock.
   * @param act records what the party does. @returns what that, or the silence, leads to
   */
  async for<W extends DealWait>(waitingFor: W, act: (message: MessageOf<W>) => Promise<Next>): Promise<Next> {
    const { kind }: Wait = WAITS[waitingFor];
    const clock = this.record.partyClockOf(waitingFor);
    const kinds: DealMessageKind[] = waitingFor === 'completion' ? [kind, 'postpone'] : [kind];
    const opening = { kinds, mayCancel: PARTIES.filter((party) => mayCancel(party, waitingFor)) };
    this.show(waitingFor, clock, this.record.deadlines);
    let silence: Next | undefined;
    const acted = async (): Promise<Next> => {
      for (;;) {
        const letter = await this.desk.next(opening, () => silence !== undefined);
        if (!letter) return silence ?? 'lapsed';
        const next = await this.answered(letter, (message) => act(message as MessageOf<W>));
        if (next !== undefined) return next;
      }
    };
    const reminded = (): Promise<void> =>
      this.deadlines.keep(clock, this.record.deadlines, {
        moved: (now) => this.show(waitingFor, clock, now),
        nudged: (_, { dueAtMs }) => this.remind(waitingFor, dueAtMs),
        over: async (told) => {
          const judged = await this.silent(waitingFor, { clock, told });
          if (judged === 'silent') silence = afterSilence(waitingFor);
          return judged === 'silent' || judged === 'acted' ? undefined : judged;
        },
      });
    return alongside(acted, reminded);
  }

  private show(waitingFor: DealWait, clock: WaitClock, { sinceMs, dueAtMs, dueCertain }: Deadlines): void {
    this.board.show({
      step: WAITS[waitingFor].part,
      holder: HOLDERS[partyOf(waitingFor)],
      waitingFor,
      ...{ sinceMs, dueAtMs, dueCertain, clock },
    });
  }

  /** Does what a letter asks for, and answers it. @returns undefined when it was refused, or leaves the wait as it is */
  private async answered(
    letter: Letter<DealMessage, SubmitAnswer>,
    act: (message: DealMessage['message']) => Promise<Next>,
  ): Promise<Next | undefined> {
    try {
      const next = await this.done(letter.message, act);
      letter.answer({ revision: this.record.summary.revision });
      return next;
    } catch (error) {
      letter.refuse(asRefusal(error));
      if (isCancellation(error)) throw error;
      return undefined;
    }
  }

  private async done(
    { kind, message }: DealMessage,
    act: (message: DealMessage['message']) => Promise<Next>,
  ): Promise<Next | undefined> {
    switch (kind) {
      case 'cancel': {
        const { key, ...said } = message;
        return this.record.take(key, { kind, ...said }, 'cancelled');
      }
      case 'postpone': {
        // Agreed, the completion is waited for anew, until the later day; only proposed, as before.
        const { key, ...said } = message;
        const clock = this.record.partyClockOf('completion');
        const { deadlines } = await this.record.note(key, { kind, ...said }, clock);
        return deadlines && 'completion';
      }
      default:
        return act(message);
    }
  }

  private async remind(waitingFor: DealWait, dueAtMs: number): Promise<void> {
    const step = { kind: 'remind', party: partyOf(waitingFor), waitingFor, dueAtMs } as const;
    try {
      await this.record.note(uuid4(), step);
    } catch (error) {
      // The party acts while it is reminded.
      if (!brokenRule(error)) throw error;
      log.info('no reminder needed', { waitingFor });
    }
  }

  /**
   * Has the silence recorded.
   * @returns deadlines when it is not over by the home's calendar (M3); `acted` when the party has acted at the same moment
   */
  private async silent(waitingFor: DealWait, wait: EndedWait): Promise<Deadlines | 'silent' | 'acted'> {
    const step: DealStep =
      waitingFor === 'confirmation'
        ? { kind: 'confirm', by: DECIDED_BY_RULES, wait }
        : { kind: 'lapse', waitedFor: waitingFor, wait };
    try {
      const { deadlines } = await this.record.note(uuid4(), step);
      if (deadlines) return deadlines;
    } catch (error) {
      if (!brokenRule(error)) throw error;
      return 'acted';
    }
    if (waitingFor === 'confirmation')
      this.record.waitUntil(await this.deadlines.reckon(this.record.partyClockOf('claim'), Date.now()));
    return 'silent';
  }
}

/** A silence ends the deal; that of a user who should confirm is his confirmation (R26). */
function afterSilence(waitedFor: DealWait): Next {
  return standingOrEnd(leadsTo(DEAL_LIFE, waitedFor === 'confirmation' ? 'confirm' : 'lapse'));
}
