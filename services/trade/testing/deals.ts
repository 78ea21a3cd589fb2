import { CHINA_CALENDAR, newId, type DealStep, type OrderableService } from '@kequan/contracts';
import type { Form } from '@kequan/kit';
import { newDeal, type Deal, type DealFacts } from '../model';
import { changeOf, type StepContext } from '../steps';
import { admittedUser, completeClaim, completeOrder, completeReservation, orderableService } from './forms';

/** A day of all tests of this service. */
export const TODAY = new Date('2026-11-28T04:00:00Z');

/** A deal in memory, moved by the same rules as a stored one. */
export interface TestDeal {
  deal: Deal;
  /** Takes a step, and keeps what it changes. @throws the rule that it breaks */
  take(step: DealStep, context?: Partial<StepContext>): Deal;
  /** Saves a form as its user would. */
  write(part: 'reservation' | 'order' | 'claim', form: Form): void;
}

/** A draft of a Shaanxi deal. */
export function testDeal(more: Partial<DealFacts> = {}): TestDeal {
  const facts = newDeal({
    programmeId: 'shaanxi',
    institutionId: newId(),
    accountId: newId(),
    serviceId: newId(),
    title: '高强度合金疲劳试验',
    direct: false,
    ...more,
  });
  const now = { version: 1, applied: [], outbox: [], createdAt: TODAY, updatedAt: TODAY };
  const test: TestDeal = {
    deal: { ...facts, ...more, ...now, _id: newId() },
    take(step, context = {}) {
      const change = changeOf(test.deal, step, { at: TODAY, calendar: CHINA_CALENDAR, ...context });
      test.deal = { ...test.deal, ...change?.set };
      return test.deal;
    },
    write(part, form) {
      test.deal = { ...test.deal, [part]: { ...test.deal[part], draft: form } };
    },
  };
  return test;
}

/** Where a test wants a deal to stand. */
export type Reached =
  'open' | 'accepted' | 'placed' | 'inProgress' | 'delivered' | 'completed' | 'claimed' | 'checked';

/** A reservation that went well so far. @param more changes of its order, its claim and its service */
export function dealAt(
  reached: Reached,
  more: { order?: Form; claim?: Form; service?: Partial<OrderableService>; quoteFen?: number } = {},
): TestDeal {
  const test = testDeal();
  test.write('reservation', completeReservation());
  const steps: [Reached, () => void][] = [
    ['open', () => test.take(reserveStep(test.deal, more.service))],
    [
      'accepted',
      () =>
        test.take({
          kind: 'reply',
          by: providerOf(test),
          answer: 'accept',
          quoteFen: more.quoteFen ?? 6_000_000,
        }),
    ],
    ['placed', () => place(test, more.order)],
    ['inProgress', () => test.take({ kind: 'take', by: providerOf(test) })],
    ['delivered', () => test.take({ kind: 'complete', by: providerOf(test) })],
    ['completed', () => test.take({ kind: 'confirm', by: test.deal.accountId })],
    ['claimed', () => claim(test, more.claim)],
    ['checked', () => test.take(decided('reviewer'))],
  ];
  for (const [status, step] of steps) {
    step();
    if (status === reached) break;
  }
  return test;
}

/** The step that sends a reservation to its provider. */
export function reserveStep(deal: Deal, service: Partial<OrderableService> = {}): DealStep {
  return {
    kind: 'reserve',
    version: deal.version,
    by: deal.accountId,
    user: admittedUser(deal.accountId),
    service: orderableService(deal.serviceId, service),
  };
}

/** Writes an order and places it. */
export function place(test: TestDeal, more: Form = {}): Deal {
  const form = completeOrder(more);
  test.write('order', form);
  const money = { voucherId: String(form['voucherId']), voucherFen: Number(form['voucherFen']) };
  return test.take({ kind: 'order', version: test.deal.version, by: test.deal.accountId, money });
}

/** Writes a claim and submits it. */
export function claim(test: TestDeal, more: Form = {}): Deal {
  test.write('claim', completeClaim(more));
  return test.take({ kind: 'claim', version: test.deal.version, by: test.deal.accountId });
}

/** An approval of a desk; finance may pay less. */
export function decided(
  step: 'reviewer' | 'finance',
  more: Partial<Extract<DealStep, { kind: 'decideClaim' }>> = {},
): DealStep {
  return {
    kind: 'decideClaim',
    step,
    taskId: newId(),
    outcome: 'approve',
    comments: [],
    decidedBy: newId(),
    ...more,
  };
}

function providerOf({ deal }: TestDeal): string {
  return deal.providerAccountId ?? '';
}
