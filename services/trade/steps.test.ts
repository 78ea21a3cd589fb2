import {
  DealStatus,
  DECIDED_BY_RULES,
  newId,
  type DealStep,
  type DealStatus as Status,
  type FailureCode,
} from '@kequan/contracts';
import { statusesFor } from './rules';
import { dealAt, decided, place, reserveStep, testDeal } from './testing/deals';
import { completeReservation } from './testing/forms';

const refused = (code: FailureCode): Error => expect.objectContaining({ code }) as Error;
const by = newId();

describe('the way of a reservation (SN 4.6, 4.7, 5.3, 5.4)', () => {
  it('when everything goes well, then it is paid, and each step told once', () => {
    const test = dealAt('checked');
    test.take(decided('finance'));
    expect(test.deal.status).toBe('payable');
    test.take({ kind: 'paid', payoutId: newId() });
    expect(test.deal).toMatchObject({ status: 'paid', approvedFen: 3_000_000 });
  });

  it('when the provider asks back, then he may still accept or reject, and without words he may do neither', () => {
    const test = dealAt('open');
    expect(() => test.take({ kind: 'reply', by, answer: 'reply' })).toThrow(refused('FormIncomplete'));
    test.take({ kind: 'reply', by, answer: 'reply', message: '试棒直径可否为 8 mm？' });
    expect(test.deal.status).toBe('replied');
    test.take({ kind: 'reply', by, answer: 'reject', message: '设备检修' });
    expect(test.deal).toMatchObject({ status: 'rejected', ended: { reason: '设备检修' } });
  });

  it('when the reservation is incomplete, then every wrong field is named', () => {
    const test = testDeal();
    test.write('reservation', { sampleSummary: '试棒' });
    expect(() => test.take(reserveStep(test.deal))).toThrow(
      expect.objectContaining({
        code: 'FormIncomplete',
        fields: [expect.objectContaining({ path: 'requirements' })],
      }) as Error,
    );
  });

  it('R05: when catalog names another service, or one that no voucher pays, then it cannot be reserved', () => {
    const test = testDeal();
    test.write('reservation', completeReservation());
    expect(() => test.take(reserveStep(test.deal, { voucher: false }))).toThrow(
      refused('ServiceNotOrderable'),
    );
    expect(() => test.take(reserveStep(test.deal, { serviceId: newId() }))).toThrow(
      refused('ServiceNotOrderable'),
    );
    expect(test.take(reserveStep(test.deal)).status).toBe('open');
  });

  it('when the unit is another account’s, then the reservation is refused', () => {
    const test = testDeal();
    test.write('reservation', completeReservation());
    expect(() => test.take({ ...reserveStep(test.deal), by: newId() } as DealStep)).toThrow(
      refused('UserNotAdmitted'),
    );
  });
});

describe('a dispute', () => {
  it.each([
    ['approve', 'cancelled'],
    ['return', 'inProgress'],
    ['reject', 'completed'],
  ] as const)('when the office decides %s, then the deal is %s', (outcome, status) => {
    const test = dealAt('delivered');
    test.take({ kind: 'dispute', by, reason: '报告缺少断口分析' });
    test.take({ kind: 'decideDispute', taskId: newId(), outcome, comments: [], decidedBy: by });
    expect(test.deal.status).toBe(status);
  });
});

describe('which step is open where', () => {
  const steps: Record<DealStep['kind'], DealStep> = {
    reserve: reserveStep(testDeal().deal),
    orderDirectly: {
      ...reserveStep(testDeal().deal),
      kind: 'orderDirectly',
      money: { voucherId: newId(), voucherFen: 1 },
    } as DealStep,
    reply: { kind: 'reply', by, answer: 'accept' },
    order: { kind: 'order', version: 1, by, money: { voucherId: newId(), voucherFen: 1 } },
    take: { kind: 'take', by },
    refuse: { kind: 'refuse', by, reason: '总额与约定不一致' },
    postpone: { kind: 'postpone', by, party: 'user', completionOn: '2027-03-01' },
    complete: { kind: 'complete', by },
    confirm: { kind: 'confirm', by },
    dispute: { kind: 'dispute', by, reason: '报告不全' },
    decideDispute: { kind: 'decideDispute', taskId: by, outcome: 'reject', comments: [], decidedBy: by },
    claim: { kind: 'claim', version: 1, by },
    withdrawClaim: { kind: 'withdrawClaim', taskId: by, withdrawnBy: by },
    decideClaim: decided('finance'),
    payoutReturned: { kind: 'payoutReturned', payoutId: by, reason: '账户名称不符' },
    paid: { kind: 'paid', payoutId: by },
    cancel: { kind: 'cancel', by, party: 'provider', reason: '设备故障' },
    lapse: { kind: 'lapse', waitedFor: 'claim' },
    remind: { kind: 'remind', party: 'user', waitingFor: 'order', dueAtMs: 0 },
  };
  const OPEN: Record<DealStep['kind'], Status[]> = {
    reserve: ['draft'],
    orderDirectly: [],
    reply: ['open', 'replied'],
    order: ['accepted'],
    take: ['placed'],
    refuse: ['placed'],
    postpone: ['inProgress'],
    complete: ['inProgress'],
    confirm: ['delivered'],
    dispute: ['delivered'],
    decideDispute: ['disputed'],
    claim: ['completed'],
    withdrawClaim: ['claimed', 'checked'],
    decideClaim: ['checked'],
    payoutReturned: ['payable'],
    paid: ['payable'],
    cancel: ['inProgress'],
    lapse: ['completed'],
    remind: ['accepted'],
  };

  it.each(Object.keys(steps) as DealStep['kind'][])(
    'when a reservation stands elsewhere, then %s is refused and changes nothing',
    (kind) => {
      expect(statusesFor(steps[kind], { direct: false })).toEqual(OPEN[kind]);
      for (const status of DealStatus.options.filter((one) => !OPEN[kind].includes(one))) {
        const test = dealAt('checked');
        test.deal = { ...test.deal, status };
        const before = { ...test.deal };
        if (kind !== 'remind') expect(() => test.take(steps[kind])).toThrow(refused('DealStepNotOpen'));
        else test.take(steps[kind]);
        expect(test.deal).toEqual(before);
      }
    },
  );

  it('when it is a direct order, then it is ordered directly and never reserved', () => {
    expect(statusesFor(steps.orderDirectly, { direct: true })).toEqual(['draft']);
    expect(statusesFor(steps.reserve, { direct: true })).toEqual([]);
  });
});

describe('M25: what was delivered is disputed, and not called off', () => {
  const cancelled = (test: ReturnType<typeof dealAt>, party: 'user' | 'provider') =>
    test.take({ kind: 'cancel', by: newId(), party, reason: '不需要了' });

  it.each(['open', 'accepted', 'placed', 'inProgress'] as const)(
    'when a deal is %s, then its user may call it off',
    (reached) => expect(cancelled(dealAt(reached), 'user').status).toBe('cancelled'),
  );

  it.each(['delivered', 'completed', 'claimed', 'checked'] as const)(
    'when a deal is %s, then neither side may call it off, and an operator who ends its process still can',
    (reached) => {
      const test = dealAt(reached);
      for (const party of ['user', 'provider'] as const)
        expect(() => cancelled(test, party)).toThrow(refused('DealStepNotOpen'));
      const end = () => test.take({ kind: 'cancel', by: DECIDED_BY_RULES, party: 'user' });
      // What is at a desk is withdrawn first.
      if (reached === 'claimed' || reached === 'checked') expect(end).toThrow(refused('DealStepNotOpen'));
      else expect(end().status).toBe('cancelled');
    },
  );
});

describe('R28: an order whose agreed facts changed', () => {
  it('when its price is not the quoted one, then the provider is told, refuses, and it is corrected and placed again', () => {
    const test = dealAt('accepted', { quoteFen: 6_000_000 });
    place(test, { totalFen: 8_000_000, completionExpectedOn: '2027-01-20' });
    expect(test.deal.order.placed?.changed).toEqual(['totalFen', 'completionExpectedOn']);
    test.take({ kind: 'refuse', by, reason: '总额与约定不一致' });
    expect(test.deal).toMatchObject({ status: 'accepted', order: { refusal: { revision: 1 } } });
    place(test);
    expect(test.deal.order.placed).toMatchObject({ revision: 2, changed: [] });
    test.take({ kind: 'take', by });
    expect(test.deal.status).toBe('inProgress');
  });

  it('when it is placed, then what was agreed is kept by its hash, the same for the same agreement (F09)', () => {
    const test = dealAt('placed');
    const { agreedHash } = test.deal.order.placed ?? {};
    expect(agreedHash).toMatch(/^[\da-f]{64}$/);
    test.take({ kind: 'refuse', by, reason: '请改期' });
    place(test, { completionExpectedOn: '2027-01-20' });
    expect(test.deal.order.placed?.agreedHash).toBe(agreedHash);
  });
});
