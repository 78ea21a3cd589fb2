import {
  decide,
  failure,
  newId,
  payoutEnded,
  redemptionId,
  type DecideInput,
  type OrderPayout,
  type PayoutEndedInput,
} from '@kequan/contracts';
import {
  freshInstance,
  standIn,
  testEvents,
  until,
  type TestAccount,
  type TestAnswer,
  type TestEvents,
  startTestHome,
  type TestHome,
} from '@kequan/kit/testing';
import { definition } from '../service';
import { serviceListed, taskIdsTold, voucherIssued } from './events';
import { admittedUser, orderableService } from './forms';

/** Trade with its real process, over stand-ins for the services that the process asks. */
export interface TestTrade extends Pick<TestHome, 'identity' | 'ask'> {
  events: TestEvents;
  /** Whose institution is whose, as institution knows it. */
  owners: Map<string, string>;
  /** Units that are related, as institution knows it. */
  related: Set<string>;
  /** Providers of listed services, as catalog knows them. */
  providers: Map<string, string>;
  /** What is held of vouchers now, by order. */
  holds: Map<string, number>;
  payouts: OrderPayout[];
  /** A listed service of a provider, which trade has heard of. */
  listedService(provider: TestAccount): Promise<string>;
  /** A voucher that trade has heard of. */
  issuedVoucher(user: TestAccount): Promise<string>;
  /** Decides the open task of a deal at a desk. */
  decide(dealId: string, stage: string, decision?: Partial<DecideInput>): Promise<void>;
  /** Settlement tells how the payout of a deal ended. */
  payOut(dealId: string, end: Pick<PayoutEndedInput, 'outcome' | 'reason'>): Promise<void>;
  /** Repeats a submission until trade has heard of the voucher that it names. @returns the answer after that */
  untilHeard(submit: () => Promise<TestAnswer>): Promise<TestAnswer>;
  stop(): Promise<void>;
}

/** Starts it. */
export async function testTrade(): Promise<TestTrade> {
  const instance = freshInstance();
  const owners = new Map<string, string>();
  const related = new Set<string>();
  const providers = new Map<string, string>();
  const holds = new Map<string, number>();
  const payouts: OrderPayout[] = [];
  const decided = new Set<string>();
  const home = await startTestHome({
    definition,
    instance,
    others: [
      standIn('institution', {
        async requireTradingParties({ userInstitutionId }: { userInstitutionId: string }) {
          if (related.has(userInstitutionId)) throw failure('RelatedParties');
          return { user: admittedUser(owners.get(userInstitutionId) ?? newId()), providerName: '西安检测院' };
        },
      }),
      standIn('catalog', {
        async requireOrderable({ serviceId }: { serviceId: string }) {
          const providerAccountId = providers.get(serviceId);
          if (providerAccountId === undefined) throw failure('ServiceNotOrderable');
          return orderableService(serviceId, { providerAccountId });
        },
      }),
      standIn('voucher', {
        holdVoucher: async ({ orderId, amountFen }: { orderId: string; amountFen: number }) =>
          void holds.set(orderId, amountFen),
        releaseHold: async ({ orderId }: { orderId: string }) => void holds.delete(orderId),
        reopenHold: async ({ orderId }: { orderId: string }) => void holds.set(orderId, 1),
        captureHold: async ({ orderId }: { orderId: string }) => void holds.delete(orderId),
      }),
      standIn('settlement', { orderPayout: async (payout: OrderPayout) => void payouts.push(payout) }),
    ],
  });
  const events = await testEvents(instance, ['catalog', 'voucher', 'trade']);
  const { identity, processes, tasks, ask } = home;

  return {
    identity,
    events,
    owners,
    related,
    providers,
    holds,
    payouts,
    ask,
    async listedService(provider) {
      const listed = serviceListed(provider.accountId, provider.programmeId);
      const { serviceId } = listed.data;
      providers.set(serviceId, provider.accountId);
      await events.publish(listed);
      const anybody = await identity.account('voucherUser', provider.programmeId);
      await until('trade to hear of the service', async () => {
        const { status } = await ask(anybody, 'POST /v1/deals', { institutionId: newId(), serviceId });
        return status === 201;
      });
      return serviceId;
    },
    async issuedVoucher({ accountId, programmeId }) {
      const issued = voucherIssued(accountId, programmeId);
      await events.publish(issued);
      return issued.data.voucherId;
    },
    async decide(dealId, stage, decision = {}) {
      const taskId = await until(`the task ${stage}`, async () =>
        [
          ...tasks
            .filter(({ subject }) => subject.id === dealId && subject.stage === stage)
            .map((task) => task.taskId),
          ...taskIdsTold(events.seen(), dealId, stage),
        ].find((id) => !decided.has(id)),
      );
      decided.add(taskId);
      const key = newId();
      const args: DecideInput = {
        key,
        taskId,
        outcome: 'approve',
        comments: [],
        decidedBy: newId(),
        ...decision,
      };
      await processes.update(redemptionId(dealId), decide, args);
    },
    async payOut(dealId, end) {
      const payout = await until('the payout', async () => payouts.find((one) => one.dealId === dealId));
      payouts.splice(payouts.indexOf(payout), 1);
      await processes.signal(redemptionId(dealId), payoutEnded, { payoutId: payout.payoutId, ...end });
    },
    untilHeard: (submit) =>
      until('trade to hear of the voucher', async () => {
        const answer = await submit();
        return (answer.body as { code?: string }).code !== 'VoucherUnusable' && answer;
      }),
    async stop() {
      await home.stop();
      await events.stop();
    },
  };
}
