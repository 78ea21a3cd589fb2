import {
  newId,
  type DealView,
  type DirectOrderSwitchView,
  type DirectOrderUsage,
  type Page,
} from '@kequan/contracts';
import { until, type TestAccount } from '@kequan/kit/testing';
import { completeClaim, completeOrder, completeReservation, uniqueInvoiceNumber } from './testing/forms';
import { accepted, claimed, ordered, served, untilStatus, walkFrom } from './testing/journey';
import { testTrade, type TestTrade } from './testing/system';

let trade: TestTrade;
let office: TestAccount;

beforeAll(async () => {
  trade = await testTrade();
  office = await trade.identity.account('office', 'shaanxi');
});
afterAll(() => trade.stop());

const told = (dealId: string): string[] =>
  trade.events
    .seen()
    .filter(({ subject }) => subject === dealId)
    .map(({ type }) => type.slice('kequan.trade.'.length, -'.v1'.length));

describe('a deal from its reservation to its payout', () => {
  it('when all goes well, then each step is recorded once, repeated calls answer the same, and it is paid', async () => {
    const walk = await walkFrom(trade);
    const { asUser, asProvider, dealId } = walk;
    await asUser('PUT', { form: completeReservation() });
    const key = newId();
    const submitted = await asUser('POST submission', undefined, key);
    expect(submitted).toMatchObject({
      status: 200,
      body: { status: 'open', unit: { name: '西安秦科精密制造有限公司' } },
    });
    expect((await asUser('POST submission', undefined, key)).body).toEqual(submitted.body);
    const answer = { answer: 'accept', quoteFen: 6_000_000 };
    const replied = await asProvider('POST reply', answer, key);
    expect(replied).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect((await asProvider('POST reply', answer, key)).body).toEqual(replied.body);

    expect(await ordered(walk)).toMatchObject({
      status: 200,
      body: { status: 'placed', order: { placed: { changed: [], ownFen: 3_000_000 } } },
    });
    expect(trade.holds.get(dealId)).toBe(3_000_000);
    await served(walk);
    expect(await asUser('PUT evaluation', { score: 5, comment: '及时' })).toMatchObject({
      status: 200,
      body: { evaluation: { score: 5, comment: '及时' } },
    });
    expect(await claimed(walk)).toMatchObject({ status: 200, body: { status: 'claimed' } });
    await trade.decide(dealId, 'claim');
    const deductions = [{ reason: 'priceAboveMarket' as const, amountFen: 500_000 }];
    await trade.decide(dealId, 'payment', { approvedFen: 2_500_000, deductions });
    expect(await untilStatus(walk, 'payable')).toMatchObject({ approvedFen: 2_500_000 });
    await trade.payOut(dealId, { outcome: 'paid' });
    await untilStatus(walk, 'paid');
    await until('the event of the payment', async () => told(dealId).includes('deal-paid'));
    expect(told(dealId)).toEqual([
      'deal-reserved',
      'deal-answered',
      'order-placed',
      'order-taken',
      'service-completed',
      'service-confirmed',
      'service-evaluated',
      'claim-submitted',
      'claim-decided',
      'claim-decided',
      'deal-paid',
    ]);
  });

  it('F22: when the bank sends the money back, then finance has the case again by itself', async () => {
    const walk = await walkFrom(trade);
    await accepted(walk);
    await ordered(walk);
    await served(walk);
    await claimed(walk);
    await trade.decide(walk.dealId, 'claim');
    await trade.decide(walk.dealId, 'payment');
    await trade.payOut(walk.dealId, { outcome: 'returned', reason: '账户名称不符' });
    expect(await untilStatus(walk, 'checked')).toMatchObject({ reopened: { reason: '账户名称不符' } });
    await trade.decide(walk.dealId, 'payment');
    await trade.payOut(walk.dealId, { outcome: 'paid' });
    await untilStatus(walk, 'paid');
  });

  it('when the user calls it off with a reason, then the voucher is free again; without one he may not', async () => {
    const walk = await walkFrom(trade);
    await accepted(walk);
    await ordered(walk);
    expect(await walk.asUser('POST cancellation', {})).toMatchObject({ status: 400 });
    expect(await walk.asUser('POST cancellation', { reason: '样品未能备齐' })).toMatchObject({
      status: 200,
      body: { status: 'cancelled', ended: { party: 'user', reason: '样品未能备齐' } },
    });
    await untilReleased(walk.dealId);
  });

  it('when the provider calls off what he has not taken, then he is refused: he refuses the order', async () => {
    const walk = await walkFrom(trade);
    await accepted(walk);
    await ordered(walk);
    expect(await walk.asProvider('POST cancellation', { reason: '排期已满' })).toMatchObject({
      status: 409,
      body: { code: 'DealStepNotOpen' },
    });
    expect(await walk.asProvider('POST taking', { answer: 'refuse' })).toMatchObject({ status: 422 });
    expect(await walk.asProvider('POST taking', { answer: 'refuse', reason: '排期已满' })).toMatchObject({
      status: 200,
      body: { status: 'accepted' },
    });
    await untilReleased(walk.dealId);
  });

  it('when units are related, then their deal is blocked before the provider hears of it', async () => {
    const walk = await walkFrom(trade);
    trade.related.add(walk.institutionId);
    await walk.asUser('PUT', { form: completeReservation() });
    expect(await walk.asUser('POST submission')).toMatchObject({
      status: 409,
      body: { code: 'RelatedParties' },
    });
    expect(await walk.asProvider('GET')).toMatchObject({ status: 404 });
    expect((await walk.read()).status).toBe('draft');
  });
});

describe('the rules of a deal', () => {
  it('R03: when a draft is saved, then nothing is submitted, and nobody but its user sees it', async () => {
    const walk = await walkFrom(trade);
    await walk.asUser('PUT', { form: { sampleSummary: '试棒' } });
    expect(await walk.read()).toMatchObject({
      status: 'draft',
      reservation: { draft: { sampleSummary: '试棒' } },
    });
    expect(await walk.asProvider('GET')).toMatchObject({ status: 404 });
    const seen = await trade.ask(office, `GET /v1/deals/${walk.dealId}`);
    expect((seen.body as DealView).reservation.draft).toEqual({});
    await accepted(walk);
    await walk.asUser('PUT order', { form: completeOrder({ details: '草稿' }) });
    const { body } = await walk.asProvider('GET');
    expect((body as DealView).order).toEqual({ draft: {} });
    expect((body as DealView).status).toBe('accepted');
  });

  it('R05: when a service is not listed, or of another programme, then no reservation of it begins', async () => {
    const provider = await trade.identity.account('provider', 'shaanxi');
    const serviceId = await trade.listedService(provider);
    const stranger = await trade.identity.account('voucherUser', 'jiangsu');
    const begin = (account: TestAccount, service: string) =>
      trade.ask(account, 'POST /v1/deals', { institutionId: newId(), serviceId: service });
    const refused = { status: 409, body: { code: 'ServiceNotOrderable' } };
    expect(await begin(stranger, serviceId)).toMatchObject(refused);
    expect(await begin(await trade.identity.account('voucherUser', 'shaanxi'), newId())).toMatchObject(
      refused,
    );
  });

  it('R05: when a service is delisted after the reservation was begun, then catalog’s word counts at the submission', async () => {
    const walk = await walkFrom(trade);
    await walk.asUser('PUT', { form: completeReservation() });
    trade.providers.delete((await walk.read()).serviceId);
    expect(await walk.asUser('POST submission')).toMatchObject({
      status: 409,
      body: { code: 'ServiceNotOrderable' },
    });
  });

  it('M12: when a service is delisted between reservation and order, or order and taking, then catalog’s word counts again', async () => {
    const walk = await walkFrom(trade);
    await accepted(walk);
    const { serviceId } = await walk.read();
    const refused = { status: 409, body: { code: 'ServiceNotOrderable' } };
    trade.providers.delete(serviceId);
    expect(await ordered(walk)).toMatchObject(refused);
    expect(trade.holds.has(walk.dealId)).toBe(false);
    trade.providers.set(serviceId, walk.provider.accountId);
    expect(await ordered(walk)).toMatchObject({ status: 200 });
    trade.providers.delete(serviceId);
    expect(await walk.asProvider('POST taking', { answer: 'take' })).toMatchObject(refused);
    expect((await walk.read()).status).toBe('placed');
    trade.providers.set(serviceId, walk.provider.accountId);
    expect(await walk.asProvider('POST taking', { answer: 'take' })).toMatchObject({ status: 200 });
    // What was taken is protected, to its claim.
    trade.providers.delete(serviceId);
    await walk.asProvider('POST completion');
    await walk.asUser('POST confirmation', { answer: 'confirm' });
    expect(await claimed(walk)).toMatchObject({ status: 200, body: { status: 'claimed' } });
  });

  it('R21: when a statutory test is ordered, then it is refused and nothing of the voucher is held', async () => {
    const walk = await walkFrom(trade);
    await accepted(walk);
    expect(await ordered(walk, { purpose: 'statutoryTest' })).toMatchObject({
      status: 422,
      body: { code: 'PurposeNotPayable' },
    });
    expect(trade.holds.has(walk.dealId)).toBe(false);
  });

  it('R25, R26: when the provider has not completed, then the user can neither rate nor upload nor claim', async () => {
    const walk = await walkFrom(trade);
    await accepted(walk);
    await ordered(walk);
    await walk.asProvider('POST taking', { answer: 'take' });
    const closed = { status: 409, body: { code: 'DealStepNotOpen' } };
    expect(await walk.asUser('PUT evaluation', { score: 5 })).toMatchObject(closed);
    expect(await walk.asUser('PUT claim', { form: completeClaim() })).toMatchObject(closed);
    await walk.asProvider('POST completion');
    expect(await walk.asUser('PUT evaluation', { score: 5 })).toMatchObject({ status: 200 });
    expect(await walk.asUser('PUT claim', { form: completeClaim() })).toMatchObject({ status: 200 });
    expect(await walk.asUser('POST claim-submission')).toMatchObject(closed);
    await walk.asUser('POST confirmation', { answer: 'confirm' });
    expect(await walk.asUser('POST claim-submission')).toMatchObject({ status: 200 });
  });

  it('R29: when the provider would edit an order, then he may not, before and after it is placed', async () => {
    const walk = await walkFrom(trade);
    await accepted(walk);
    expect(await walk.asProvider('PUT order', { form: completeOrder() })).toMatchObject({ status: 403 });
    await ordered(walk);
    expect(await walk.asProvider('PUT order', { form: completeOrder() })).toMatchObject({ status: 403 });
    expect(await walk.asUser('PUT order', { form: completeOrder() })).toMatchObject({
      status: 409,
      body: { code: 'DealStepNotOpen' },
    });
  });

  it('F20: when an invoice number was used for another deal of the programme, then the claim is refused', async () => {
    const [first, second] = [await walkFrom(trade), await walkFrom(trade)];
    const invoice = {
      number: uniqueInvoiceNumber(),
      issuedOn: '2026-11-27',
      amountFen: 6_000_000,
      fileId: newId(),
    };
    for (const walk of [first, second]) {
      await accepted(walk);
      await ordered(walk);
      await served(walk);
    }
    expect(await claimed(first, { invoice })).toMatchObject({ status: 200 });
    expect(await claimed(second, { invoice })).toMatchObject({
      status: 409,
      body: { code: 'InvoiceNumberTaken' },
    });
    expect((await second.read()).status).toBe('completed');
    expect(await claimed(second)).toMatchObject({ status: 200 });
  });
});

describe('who sees what', () => {
  it('when deals are listed, then each party has its own, and staff those of the programme, page by page', async () => {
    const walk = await walkFrom(trade);
    await accepted(walk);
    const list = async (account: TestAccount, query = '') =>
      (await trade.ask(account, `GET /v1/deals${query}`)).body as Page<DealView>;
    expect((await list(walk.user)).items.map(({ dealId }) => dealId)).toEqual([walk.dealId]);
    expect((await list(walk.provider, '?status=accepted')).items).toHaveLength(1);
    expect((await list(walk.provider, '?status=paid')).items).toEqual([]);
    expect((await list(await trade.identity.account('provider', 'shaanxi'))).items).toEqual([]);
    const page = await list(office, '?limit=1');
    expect(page.items).toHaveLength(1);
    const next = await list(office, `?limit=1&cursor=${page.nextCursor ?? ''}`);
    expect(next.items[0]?.dealId).not.toBe(page.items[0]?.dealId);
    expect((await list(await trade.identity.account('office', 'jiangsu'))).items).toEqual([]);
  });

  it('when a claim was submitted, then the staff compare it with the order, and the provider does not see it', async () => {
    const walk = await walkFrom(trade);
    await accepted(walk);
    await ordered(walk);
    await served(walk);
    const invoice = {
      number: uniqueInvoiceNumber(),
      issuedOn: '2026-11-27',
      amountFen: 5_000_000,
      fileId: newId(),
    };
    await claimed(walk, { invoice });
    const { body } = await trade.ask(office, `GET /v1/deals/${walk.dealId}`);
    expect((body as DealView).claim).toMatchObject({
      draft: {},
      submitted: { invoiceDiffers: true, mostPayableFen: 2_500_000 },
    });
    expect(((await walk.asProvider('GET')).body as DealView).claim).toBeUndefined();
  });
});

describe('direct orders (SN 5.3 立即下单)', () => {
  const turn = (open: boolean, reason = '系统平稳运行，请在线预约') =>
    trade.ask(office, 'PUT /v1/direct-orders/switch', { open, reason });
  afterEach(() => turn(true));
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

  it('R23, R24: when the office closes them, then none begins and none is placed, and the placed one goes on', async () => {
    const placed = await walkFrom(trade, '/v1/direct-orders');
    const waiting = await walkFrom(trade, '/v1/direct-orders');
    for (const walk of [placed, waiting]) {
      const voucherId = await trade.issuedVoucher(walk.user);
      await walk.asUser('PUT order', { form: completeOrder({ voucherId, invoiceOn: today }) });
    }
    expect(await trade.untilHeard(() => placed.asUser('POST submission'))).toMatchObject({
      status: 200,
      body: { status: 'placed', direct: true },
    });
    expect(await turn(false)).toMatchObject({ status: 200, body: { open: false } });

    const closed = { status: 409, body: { code: 'DirectOrdersClosed' } };
    expect(await waiting.asUser('POST submission')).toMatchObject(closed);
    const serviceId = (await placed.read()).serviceId;
    const begin = { institutionId: newId(), serviceId };
    expect(await trade.ask(placed.user, 'POST /v1/direct-orders', begin)).toMatchObject(closed);
    await served(placed);
    const issuedOn = {
      number: uniqueInvoiceNumber(),
      issuedOn: today,
      amountFen: 6_000_000,
      fileId: newId(),
    };
    expect(await claimed(placed, { invoice: issuedOn })).toMatchObject({ status: 200 });
  });

  it('R23: when the invoice was written before the voucher’s days, then the order is refused and nothing is held', async () => {
    const walk = await walkFrom(trade, '/v1/direct-orders');
    const voucherId = await trade.issuedVoucher(walk.user);
    await walk.asUser('PUT order', { form: completeOrder({ voucherId, invoiceOn: '2020-01-01' }) });
    const refused = await trade.untilHeard(() => walk.asUser('POST submission'));
    expect(refused).toMatchObject({ status: 422, body: { code: 'InvoiceOutsideValidity' } });
    expect(trade.holds.has(walk.dealId)).toBe(false);
  });

  it('M28: when an order was refused for its invoice, and that is corrected, then the same key places it', async () => {
    const walk = await walkFrom(trade, '/v1/direct-orders');
    const voucherId = await trade.issuedVoucher(walk.user);
    const key = newId();
    const submit = () => trade.ask(walk.user, `POST /v1/deals/${walk.dealId}/submission`, undefined, key);
    await walk.asUser('PUT order', { form: completeOrder({ voucherId, invoiceOn: '2020-01-01' }) });
    expect(await trade.untilHeard(submit)).toMatchObject({
      status: 422,
      body: { code: 'InvoiceOutsideValidity' },
    });
    await walk.asUser('PUT order', { form: completeOrder({ voucherId, invoiceOn: today }) });
    expect(await submit()).toMatchObject({ status: 200, body: { status: 'placed' } });
    expect(await submit()).toMatchObject({ status: 200, body: { status: 'placed' } });
  });

  it('F12: when the office looks, then it sees who turned the switch and why, and how much direct orders are used', async () => {
    await turn(false, '暂停');
    const { body } = await trade.ask(office, 'GET /v1/direct-orders/switch');
    expect((body as DirectOrderSwitchView).turns?.[0]).toMatchObject({
      open: false,
      reason: '暂停',
      by: office.accountId,
    });
    const user = await trade.identity.account('voucherUser', 'shaanxi');
    const shown = (await trade.ask(user, 'GET /v1/direct-orders/switch')).body as DirectOrderSwitchView;
    expect(shown).toEqual({ programmeId: 'shaanxi', open: false });
    const usage = (await trade.ask(office, 'GET /v1/direct-orders/usage')).body as DirectOrderUsage;
    const month = usage.months.at(-1);
    expect(month?.directOrders).toBeGreaterThanOrEqual(1);
    expect(month?.orders).toBeGreaterThan(month?.directOrders ?? 0);
    expect(month?.directPercent).toBe(Math.round((100 * (month?.directOrders ?? 0)) / (month?.orders ?? 1)));
    expect(usage.providers[0]).toMatchObject({ orders: 1, directOrders: 1, directPercent: 100 });
  });
});

/** The process lets go after it has answered. */
async function untilReleased(dealId: string): Promise<void> {
  await until('the voucher to be free again', async () => !trade.holds.has(dealId));
}
