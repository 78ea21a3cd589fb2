import type {
  CancelInput,
  ClaimInput,
  CompleteInput,
  ConfirmInput,
  DealParty,
  OrderInput,
  PostponeInput,
  ReplyInput,
  SubmitAnswer,
  TakeInput,
} from '@kequan/contracts';
import { Mailbox, type Letter } from '../kit/mailbox';
import * as messages from '../kit/messages';
import { refusal } from '../kit/refusals';
import { shaped, type Shape } from '../kit/shapes';
import * as shapes from './shapes';

/** What the parties of a deal tell its process, by kind. */
export interface DealMessages {
  reply: ReplyInput;
  order: OrderInput;
  take: TakeInput;
  complete: CompleteInput;
  confirm: ConfirmInput;
  claim: ClaimInput;
  cancel: CancelInput;
  postpone: PostponeInput;
}
export type DealMessageKind = keyof DealMessages;
export type DealMessage = {
  [Kind in DealMessageKind]: { kind: Kind; message: DealMessages[Kind] };
}[DealMessageKind];

/** What may come in now, and which parties may call the deal off. */
export interface Opening {
  kinds: readonly DealMessageKind[];
  mayCancel: readonly DealParty[];
}

/** Where the parties of a deal are heard: one message at a time, and only what the deal waits for. */
export class DealDesk {
  private opening: Opening = { kinds: [], mayCancel: [] };
  private readonly mailbox = new Mailbox<DealMessage, SubmitAnswer>('DealStepNotOpen');

  constructor() {
    this.listen('reply', messages.reply, shapes.REPLY);
    this.listen('order', messages.order, shapes.ORDER);
    this.listen('take', messages.take, shapes.TAKE);
    this.listen('complete', messages.complete, shapes.COMPLETION);
    this.listen('confirm', messages.confirm, shapes.CONFIRMATION);
    this.listen('claim', messages.claim, shapes.CLAIM);
    this.listen('cancel', messages.cancel, shapes.CANCELLATION);
    this.listen('postpone', messages.postpone, shapes.POSTPONEMENT);
  }

  /** Waits for the next message of the kinds that are open. @returns undefined when the waiting is over before it comes */
  async next(
    opening: Opening,
    isOver: () => boolean,
  ): Promise<Letter<DealMessage, SubmitAnswer> | undefined> {
    this.opening = opening;
    return this.mailbox.nextUnless(isOver);
  }

  private listen<Kind extends DealMessageKind>(
    kind: Kind,
    message: messages.Message<DealMessages[Kind], SubmitAnswer>,
    shape: Shape<DealMessages[Kind]>,
  ): void {
    messages.onMessage(
      message,
      (input) => this.requireOpen(kind, shaped(shape, input)),
      (input) => this.mailbox.put({ kind, message: shaped(shape, input) } as DealMessage),
    );
  }

  private requireOpen(kind: DealMessageKind, message: Partial<CancelInput>): void {
    const { kinds, mayCancel } = this.opening;
    const open =
      kind === 'cancel' ? mayCancel.some((party) => party === message.party) : kinds.includes(kind);
    if (!open || !this.mailbox.open) throw refusal('DealStepNotOpen');
    if (needsWords(message)) throw refusal('CommentRequired');
  }
}

/** Who turns something down says why. */
function needsWords(message: {
  answer?: string;
  message?: string | undefined;
  reason?: string | undefined;
}): boolean {
  switch (message.answer) {
    case 'reject':
    case 'reply':
      return message.message === undefined;
    case 'refuse':
    case 'dispute':
      return message.reason === undefined;
    default:
      return false;
  }
}
