import { isCancellation, log, uuid4 } from '@temporalio/workflow';
import type { BallHolder, DealParty, DealWait, RedemptionClocks, SubmitAnswer } from '@kequan/contracts';
import { mayCancel, partyOf } from '@kequan/contracts/pure';
import type { Alarm } from '../kit/alarm';
import { alongside } from '../kit/alongside';
import type { Letter } from '../kit/mailbox';
import type { ProgressBoard } from '../kit/progress-board';
import { asRefusal, brokenRule } from '../kit/refusals';
import { nudgeAtMs, reviewDue } from '../kit/working-days';
import type { DealDesk, DealMessage, DealMessages, DealMessageKind } from './desk';
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

/** The waits of a deal for its parties: who is silent is reminded, by working days, and then it is told so. */
export class DealWaits {
  constructor(
    private readonly desk: DealDesk,
    private readonly alarm: Alarm,
    private readonly board: ProgressBoard,
    private readonly record: DealRecord,
    private readonly clocks: RedemptionClocks,
  ) {}

  /**
   * Waits until what the party does could be recorded, the deal is called off, or the silence has lasted too long. A message
   * that breaks a rule is refused, and the wait goes on under the same clock.
   * @param act records what the party does. @returns what it leads to
   */
  async for<W extends DealWait, Next>(
    waitingFor: W,
    act: (message: MessageOf<W>) => Promise<Next>,
  ): Promise<Next | 'cancelled' | 'silence'> {
    const { part, kind }: Wait = WAITS[waitingFor];
    const party = partyOf(waitingFor);
    const { workingDays, remindAfterWorkingDays } = this.clocks[waitingFor];
    const sinceMs = Date.now();
    const due = reviewDue(sinceMs, workingDays);
    this.board.show({
      step: part,
      holder: HOLDERS[party],
      waitingFor,
      dueAtMs: due.atMs,
      dueCertain: due.certain,
    });
    let silent = false;
    const isSilent = (): boolean => silent;
    const remind = async (): Promise<void> => {
      for (const days of [...remindAfterWorkingDays].sort((a, b) => a - b)) {
        await this.alarm.sleepUntil(nudgeAtMs(sinceMs, days));
        await this.reminded({ party, waitingFor, dueAtMs: due.atMs });
      }
      await this.alarm.sleepUntil(due.atMs);
      silent = true;
    };
    const acted = async (): Promise<Next | 'cancelled' | 'silence'> => {
      for (;;) {
        const letter = await this.desk.next(
          { kinds: [kind], mayCancel: PARTIES.filter((one) => mayCancel(one, waitingFor)) },
          isSilent,
        );
        if (!letter) return 'silence';
        const next = await this.answered(letter, (message) => act(message as MessageOf<W>));
        if (next !== undefined) return next;
      }
    };
    return alongside(acted, remind);
  }

  /** Does what a letter asks for, and answers it. @returns undefined when it was refused */
  private async answered<Next>(
    letter: Letter<DealMessage, SubmitAnswer>,
    act: (message: DealMessage['message']) => Promise<Next>,
  ): Promise<Next | 'cancelled' | undefined> {
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

  private async done<Next>(
    { kind, message }: DealMessage,
    act: (message: DealMessage['message']) => Promise<Next>,
  ): Promise<Next | 'cancelled'> {
    if (kind !== 'cancel') return act(message);
    const { key, by, party, reason } = message;
    await this.record.take(key, { kind: 'cancel', by, party, reason });
    return 'cancelled';
  }

  private async reminded(about: { party: DealParty; waitingFor: DealWait; dueAtMs: number }): Promise<void> {
    try {
      await this.record.take(uuid4(), { kind: 'remind', ...about });
    } catch (error) {
      // The party acts while it is reminded.
      if (!brokenRule(error)) throw error;
      log.info('no reminder needed', { waitingFor: about.waitingFor });
    }
  }
}
