import {
  cancel,
  claim,
  complete,
  confirm,
  newId,
  order,
  payoutEnded,
  programmeOf,
  redemptionId,
  reply,
  submitDeal,
  take,
  VOUCHER_REDEMPTION,
  type CancelInput,
  type ClaimInput,
  type ConfirmInput,
  type DealStep,
  type OrderInput,
  type PayoutEndedInput,
  type RedemptionInput,
  type RedemptionResult,
  type ReplyInput,
  type SubmitAnswer,
  type SubmitDealInput,
  type TakeInput,
} from '@kequan/contracts';
import { ADMITTED_USER, ORDERABLE_SERVICE, ORDERED_FEN } from './fakes';
import { People } from './people';
import type { Rig } from './rig';
import { until } from './until';

/** How far a deal has come: each stretch ends where the process waits for somebody. */
export type Stretch =
  'reserved' | 'accepted' | 'placed' | 'taken' | 'delivered' | 'confirmed' | 'claimed' | 'checked';
const STRETCHES: readonly Stretch[] = [
  'reserved',
  'accepted',
  'placed',
  'taken',
  'delivered',
  'confirmed',
  'claimed',
  'checked',
];

/** A firm that reserves, orders and claims, the provider who serves it, the desks that decide, and settlement. */
export class RedemptionPeople extends People {
  readonly dealId: string;
  readonly institutionId: string;
  readonly voucherId = newId();
  readonly providerId = ORDERABLE_SERVICE.providerAccountId;

  constructor(
    rig: Rig,
    readonly direct = false,
  ) {
    const dealId = newId();
    const institutionId = newId();
    const clocks = programmeOf('shaanxi').redemption;
    const input: RedemptionInput = {
      dealId,
      programmeId: 'shaanxi',
      institutionId,
      serviceId: ORDERABLE_SERVICE.serviceId,
      direct,
      clocks,
      instance: rig.instance,
    };
    super(rig, {
      workflowType: VOUCHER_REDEMPTION,
      workflowId: redemptionId(dealId),
      home: 'trade',
      input,
    });
    this.dealId = dealId;
    this.institutionId = institutionId;
  }

  override readonly applicantId = ADMITTED_USER.accountId;

  get money(): { voucherId: string; voucherFen: number } {
    return { voucherId: this.voucherId, voucherFen: ORDERED_FEN };
  }

  submit(changes: Partial<SubmitDealInput> = {}): Promise<SubmitAnswer> {
    return this.startWith(submitDeal, {
      key: newId(),
      version: 1,
      by: this.applicantId,
      attachmentIds: [],
      ...(this.direct ? { money: this.money } : {}),
      ...changes,
    });
  }

  reply(answer: ReplyInput['answer'], changes: Partial<ReplyInput> = {}): Promise<SubmitAnswer> {
    const message = answer === 'accept' ? {} : { message: '请补充样品尺寸' };
    return this.tell(reply, {
      key: newId(),
      by: this.providerId,
      answer,
      ...message,
      ...changes,
    });
  }

  order(changes: Partial<OrderInput> = {}): Promise<SubmitAnswer> {
    const message = { key: newId(), by: this.applicantId, version: 3, money: this.money };
    return this.tell(order, { ...message, ...changes });
  }

  takeOrder(answer: TakeInput['answer'], changes: Partial<TakeInput> = {}): Promise<SubmitAnswer> {
    const reason = answer === 'refuse' ? { reason: '数量与约定不符' } : {};
    return this.tell(take, { key: newId(), by: this.providerId, answer, ...reason, ...changes });
  }

  complete(): Promise<SubmitAnswer> {
    return this.tell(complete, { key: newId(), by: this.providerId });
  }

  confirm(answer: ConfirmInput['answer'], changes: Partial<ConfirmInput> = {}): Promise<SubmitAnswer> {
    const reason = answer === 'dispute' ? { reason: '报告缺少数据' } : {};
    return this.tell(confirm, {
      key: newId(),
      by: this.applicantId,
      answer,
      ...reason,
      ...changes,
    });
  }

  claim(changes: Partial<ClaimInput> = {}): Promise<SubmitAnswer> {
    return this.tell(claim, {
      key: newId(),
      by: this.applicantId,
      version: 7,
      attachmentIds: [newId(), newId(), newId()],
      invoiceNumber: '24612000000012345678',
      ...changes,
    });
  }

  callOff(changes: Partial<CancelInput> = {}): Promise<SubmitAnswer> {
    return this.tell(cancel, { key: newId(), by: this.applicantId, party: 'user', ...changes });
  }

  /** Settlement tells how the payout that was ordered last ended. */
  async payoutEnds(outcome: PayoutEndedInput['outcome'], payoutId?: string): Promise<void> {
    const end: PayoutEndedInput = { payoutId: payoutId ?? (await this.newPayout()), outcome };
    await this.signal(payoutEnded, outcome === 'paid' ? end : { ...end, reason: '账号与户名不符' });
  }

  /** The payout that was ordered and of which nobody has heard yet; waits for it. */
  async newPayout(): Promise<string> {
    const payoutId = await until('a new payout', () =>
      this.rig.fakes
        .inputsOf('orderPayout')
        .filter(({ dealId }) => dealId === this.dealId)
        .map((payout) => payout.payoutId)
        .find((id) => !this.seenPayouts.has(id)),
    );
    this.seenPayouts.add(payoutId);
    return payoutId;
  }
  private readonly seenPayouts = new Set<string>();

  /** Goes the happy path as far as a stretch. */
  async come(last: Stretch): Promise<void> {
    const ways: Record<Stretch, () => Promise<unknown>> = {
      reserved: () => this.submit(),
      accepted: () => this.reply('accept'),
      placed: () => this.order(),
      taken: () => this.takeOrder('take'),
      delivered: () => this.complete(),
      confirmed: () => this.confirm('confirm'),
      claimed: () => this.claim(),
      checked: () => this.decideNext('approve'),
    };
    for (const stretch of STRETCHES.slice(0, STRETCHES.indexOf(last) + 1)) {
      // A direct order begins as a placed one.
      if (this.direct && (stretch === 'accepted' || stretch === 'placed')) continue;
      await ways[stretch]();
    }
  }

  /** Waits until the process waits for something. */
  async waitsFor(waitingFor: string): Promise<void> {
    await until(waitingFor, async () =>
      (await this.progress()).waitingFor === waitingFor ? true : undefined,
    );
  }

  /** The steps that trade recorded, in order. */
  get steps(): DealStep[] {
    return this.rig.fakes.inputsOf('recordDealStep').map(({ step }) => step);
  }
  get stepKinds(): DealStep['kind'][] {
    return this.steps.map(({ kind }) => kind);
  }

  /** The end of the process; time skips ahead to it. */
  end(): Promise<RedemptionResult> {
    return this.handle.result() as Promise<RedemptionResult>;
  }
}
