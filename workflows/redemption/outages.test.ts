import { RedemptionPeople } from '../tests/redemption-people';
import { Rig } from '../tests/rig';
import { until } from '../tests/until';

// Each test has a server of its own: what is on its way in one would hold the time of the next.
let rig: Rig;
let people: RedemptionPeople;
beforeEach(async () => {
  rig = await Rig.start();
  people = new RedemptionPeople(rig);
});
afterEach(async () => {
  await rig.endCase();
  await rig.stop();
});

/** Each step of the happy path, and how many effects it has there. */
const STEPS = [
  ['requireOrderable', 1],
  ['requireTradingParties', 1],
  ['holdVoucher', 1],
  ['recordDealStep', 10],
  ['reserveInvoiceNumber', 1],
  ['attach', 1],
  ['captureHold', 1],
  ['orderPayout', 1],
] as const;

describe('a step that fails by a fault', () => {
  test('when each step fails twice, then each is tried again with the same input until it works, and once in effect', async () => {
    for (const [step] of STEPS) rig.fakes.failNext(step, 'fault', 2);
    await people.come('checked');
    await people.decideNext('approve');
    await people.payoutEnds('paid');
    expect(await people.end()).toEqual({ ended: 'paid' });
    for (const [step, effects] of STEPS) {
      const inputs = rig.fakes.inputsOf(step).map((input) => JSON.stringify(input));
      expect({ step, effects: new Set(inputs).size }).toEqual({ step, effects });
      expect(inputs.length).toBeGreaterThanOrEqual(effects + 2);
    }
    expect(rig.fakes.of('releaseHold')).toEqual([]);
  });
});

describe('a step that says that what it needs is away', () => {
  test('when it is said to the claim that is captured and to each step before and after, then all is paid (M8)', async () => {
    const steps = ['holdVoucher', 'recordDealStep', 'captureHold', 'orderPayout'] as const;
    for (const step of steps) rig.fakes.failNext(step, 'Unavailable', 2);
    await people.come('checked');
    await people.decideNext('approve');
    await people.payoutEnds('paid');
    expect(await people.end()).toEqual({ ended: 'paid' });
    for (const step of steps) expect(rig.fakes.of(step).length).toBeGreaterThanOrEqual(3);
    expect(rig.fakes.of('releaseHold')).toEqual([]);
  });
});

describe('a service that is down', () => {
  test('when voucher is down for two days, then an order waits for it, and the clock of the wait does not end it', async () => {
    await people.come('accepted');
    await rig.stopWorker('voucher');
    const ordered = people.order();
    await rig.sleepWhileStepWaits(people.handle.workflowId, '2 days');
    expect(people.stepKinds).not.toContain('order');
    await rig.startWorker('voucher');
    await ordered;
    expect(people.stepKinds.at(-1)).toBe('order');
  });

  test('when settlement is down, then the payout is ordered when it is up', async () => {
    await people.come('checked');
    await rig.stopWorker('settlement');
    await people.decideNext('approve');
    await until('the capture', () => rig.fakes.of('captureHold')[0]);
    await rig.sleepWhileStepWaits(people.handle.workflowId, '2 days');
    expect(rig.fakes.of('orderPayout')).toEqual([]);
    await rig.startWorker('settlement');
    await people.payoutEnds('paid');
    expect(await people.end()).toEqual({ ended: 'paid' });
  });

  test('when the home itself is down, then an answer waits for it', async () => {
    await people.submit();
    await rig.stopWorker('trade');
    const answered = people.reply('accept');
    await rig.startWorker('trade');
    await answered;
    expect(people.stepKinds).toEqual(['reserve', 'reply']);
  });
});

describe('a workflow task that is lost', () => {
  test('when the home dies after a step was recorded, then the redone task asks for the same steps under the same keys', async () => {
    await people.come('confirmed');
    // The step is done in the store, and its answer never comes: the task is lost and done anew.
    let lost = 0;
    rig.fakes.onNext('recordDealStep', async () => {
      lost += 1;
      await new Promise((resolve) => setTimeout(resolve, 11_000));
    });
    await people.claim();
    expect(lost).toBe(1);
    const claims = rig.fakes.inputsOf('recordDealStep').filter(({ step }) => step.kind === 'claim');
    expect(claims.length).toBeGreaterThan(1);
    expect(new Set(claims.map((claim) => JSON.stringify(claim))).size).toBe(1);
    expect(new Set(rig.fakes.inputsOf('reserveInvoiceNumber').map((one) => JSON.stringify(one))).size).toBe(
      1,
    );
    await people.newTask();
    expect(new Set(rig.fakes.told.map(({ taskId }) => taskId)).size).toBe(1);
  });
});
