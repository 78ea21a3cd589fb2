import { newId, type DealStep, type FailureCode } from '@kequan/contracts';
import type { Form } from '@kequan/kit';
import { isOpenAfter, type SwitchTurn } from './direct-order-switch';
import type { DirectOrderFacts } from './order-steps';
import { claim, reserveStep, testDeal, TODAY, type TestDeal } from './testing/deals';
import { completeOrder } from './testing/forms';
import { monthBefore } from './usage';

const refused = (code: FailureCode): Error => expect.objectContaining({ code }) as Error;
const OPEN: DirectOrderFacts = { isOpen: true, validity: { firstDay: '2026-06-01', lastDay: '2027-06-01' } };
const CLOSED: DirectOrderFacts = { ...OPEN, isOpen: false };

/** Enters a past order. */
function orderDirectly(test: TestDeal, facts: DirectOrderFacts, more: Form = {}): string {
  const form = completeOrder({ invoiceOn: '2026-10-08', ...more });
  test.write('order', form);
  const money = { voucherId: String(form['voucherId']), voucherFen: Number(form['voucherFen']) };
  const step = { ...reserveStep(test.deal), kind: 'orderDirectly', money } as DealStep;
  return test.take(step, { direct: facts }).status;
}

describe('R23: direct orders only while they are taken, and for an invoice within the voucher’s days', () => {
  it('when the switch is off, then the order is refused', () => {
    expect(() => orderDirectly(testDeal({ direct: true }), CLOSED)).toThrow(refused('DirectOrdersClosed'));
    expect(orderDirectly(testDeal({ direct: true }), OPEN)).toBe('placed');
  });

  it.each([
    ['2026-05-31', false],
    ['2026-06-01', true],
    ['2026-11-28', true],
    ['2026-11-29', false],
  ])('when its invoice is of %s, then it is taken: %s', (invoiceOn, taken) => {
    const order = () => orderDirectly(testDeal({ direct: true }), OPEN, { invoiceOn });
    if (taken) expect(order()).toBe('placed');
    else expect(order).toThrow(refused('InvoiceOutsideValidity'));
  });

  it('when the voucher’s days are over, then an invoice of the last one still counts, and none after it', () => {
    const over: DirectOrderFacts = { ...OPEN, validity: { firstDay: '2025-06-01', lastDay: '2026-06-01' } };
    const order = (invoiceOn: string) => orderDirectly(testDeal({ direct: true }), over, { invoiceOn });
    expect(order('2026-06-01')).toBe('placed');
    expect(() => order('2026-06-02')).toThrow(refused('InvoiceOutsideValidity'));
  });

  it('when the order does not say when its invoice was written, or names no voucher that was issued, then it is refused', () => {
    const test = testDeal({ direct: true });
    expect(() => orderDirectly(test, OPEN, { invoiceOn: undefined })).toThrow(refused('FormIncomplete'));
    expect(() => orderDirectly(test, { isOpen: true, validity: undefined })).toThrow(
      refused('VoucherUnusable'),
    );
  });

  it('when the claim brings an invoice of another time than the order said, then it is refused too', () => {
    const test = served();
    const invoice = {
      number: '20260000000000000002',
      issuedOn: '2026-05-31',
      amountFen: 6_000_000,
      fileId: newId(),
    };
    test.write('claim', { invoice, contractFileId: newId(), reportFileId: newId() });
    const step = { kind: 'claim', version: 1, by: test.deal.accountId } as const;
    expect(() => test.take(step, { direct: OPEN })).toThrow(refused('InvoiceOutsideValidity'));
  });
});

describe('R24: the switch may go off at any moment, and placed orders go on', () => {
  it('when it goes off after the placing, then the order is served, confirmed and claimed as before', () => {
    expect(claim(served()).status).toBe('claimed');
  });

  it('when a placed order is refused and the switch is off by then, then it is not placed again', () => {
    const test = testDeal({ direct: true });
    orderDirectly(test, OPEN);
    test.take({ kind: 'refuse', by: newId(), reason: '查无此单' });
    expect(test.deal.status).toBe('draft');
    expect(() => orderDirectly(test, CLOSED)).toThrow(refused('DirectOrdersClosed'));
  });
});

describe('the switch', () => {
  const turn = (open: boolean, more: Partial<SwitchTurn> = {}): SwitchTurn => ({
    open,
    reason: '系统平稳运行',
    by: newId(),
    at: TODAY,
    ...more,
  });

  it('when nobody has turned it, then the programme’s data say how it stands', () => {
    expect(isOpenAfter('shaanxi', [], TODAY)).toBe(true);
    expect(isOpenAfter('jiangsu', [], TODAY)).toBe(false);
  });

  it('when it was turned, then the last turn counts', () => {
    expect(isOpenAfter('shaanxi', [turn(true), turn(false)], TODAY)).toBe(false);
    expect(isOpenAfter('jiangsu', [turn(false), turn(true)], TODAY)).toBe(true);
  });

  it('when it is open until an instant, then it is closed from that one on (F12)', () => {
    const turns = [turn(true, { openUntil: TODAY })];
    expect(isOpenAfter('shaanxi', turns, new Date(TODAY.getTime() - 1))).toBe(true);
    expect(isOpenAfter('shaanxi', turns, TODAY)).toBe(false);
  });
});

test('when months are counted back, then years are too, and the month is the one in China', () => {
  expect(monthBefore(new Date('2026-11-28T04:00:00Z'), 11)).toBe('2025-12');
  expect(monthBefore(new Date('2026-12-31T16:00:00Z'), 0)).toBe('2027-01');
});

/** A direct order that was placed while the switch was on, served and confirmed since. */
function served(): TestDeal {
  const test = testDeal({ direct: true });
  orderDirectly(test, OPEN);
  const { accountId, providerAccountId = '' } = test.deal;
  test.take({ kind: 'take', by: providerAccountId });
  test.take({ kind: 'complete', by: providerAccountId });
  test.take({ kind: 'confirm', by: accountId });
  return test;
}
