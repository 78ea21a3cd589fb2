import { CancelledFailure } from '@temporalio/common';
import { CHINA_CALENDAR, newId, programmeOf, reckonDeadlines } from '@kequan/contracts';
import { causeOf } from '../tests/ends';
import { PayoutPeople } from '../tests/payout-people';
import { refusedCode } from '../tests/people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const HOUR_MS = 3_600_000;
/** When finance is reminded after so many working days. */
const nudgeAtMs = (sinceMs: number, days: number): number | undefined =>
  reckonDeadlines(
    CHINA_CALENDAR,
    { workingDays: days, nudgeAfterWorkingDays: [days], forfeits: false },
    sinceMs,
  ).nudgesAtMs[0];
const rig = sharedRig();
let people: PayoutPeople;
beforeEach(() => {
  people = new PayoutPeople(rig);
});

test('when a batch goes its way, then it is shown for its days, sent to the bank, confirmed and told (F22, F24)', async () => {
  expect(await people.begin()).toEqual({ batchId: people.batchId, lineCount: 2 });
  await people.noticeOver();
  await people.bothRelease();
  expect(await people.end()).toEqual({ ended: 'settled', paidCount: 2, returnedCount: 0 });
  const [notice] = rig.fakes.of('publishNotice');
  expect((notice?.input.untilMs ?? 0) - (notice?.atMs ?? 0)).toBeGreaterThan(7 * 24 * HOUR_MS - 60_000);
  expect(rig.fakes.inputsOf('payeesOf')).toEqual([{ institutionIds: rig.fakes.paidInstitutionIds }]);
  expect(
    rig.fakes.calls.map(({ step }) => step).filter((step) => step !== 'awaitRelease' && step !== 'reckon'),
  ).toEqual([
    ...['collectDue', 'publishNotice', 'recordRelease', 'recordRelease', 'releaseLines', 'payeesOf'],
    ...['makeBankFile', 'sendBankFile', 'readConfirmation', 'tellEnds', 'settleBatch'],
  ]);
});

test('when nothing is due, then it ends as empty and nobody is asked for anything', async () => {
  rig.fakes.dueCount = 0;
  expect((await people.begin()).lineCount).toBe(0);
  expect(await people.end()).toEqual({ ended: 'empty', paidCount: 0, returnedCount: 0 });
  expect(rig.fakes.of('publishNotice')).toEqual([]);
});

test('when a Schedule begins it, then its period is the day in China', async () => {
  const handle = await rig.env.client.workflow.start('payoutBatch', {
    workflowId: `payout/shaanxi/${rig.instance}-2026`,
    taskQueue: `${rig.instance}-settlement`,
    args: [
      { programmeId: 'shaanxi', noticeMs: 1, remindOfReleaseAfterWorkingDays: [], instance: rig.instance },
    ],
  });
  rig.track(handle.workflowId, handle.firstExecutionRunId);
  const [{ period, batchId } = { period: '', batchId: '' }] = await until('collecting', () => {
    const inputs = rig.fakes.inputsOf('collectDue');
    return inputs.length > 0 ? inputs : undefined;
  });
  expect(period).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(batchId).toBe(`shaanxi.${period}`);
});

describe('the release by two persons (F32)', () => {
  test('when the notice stands, then nobody can release', async () => {
    await people.begin();
    await until('the notice', () => rig.fakes.of('publishNotice')[0]);
    expect(await refusedCode(people.release(newId()))).toBe('BatchStepNotOpen');
    expect(rig.fakes.of('recordRelease')).toEqual([]);
  });

  test('when the same person releases twice, then it is refused and no money goes', async () => {
    await people.begin();
    await people.noticeOver();
    expect(await people.release(people.cashiers[0])).toEqual({ releases: 1 });
    rig.fakes.failNext('recordRelease', 'AnotherPersonRequired');
    expect(await refusedCode(people.release(people.cashiers[0]))).toBe('AnotherPersonRequired');
    expect(rig.fakes.of('releaseLines')).toEqual([]);
    expect(await people.release(people.cashiers[1])).toEqual({ releases: 2 });
    expect((await people.end()).ended).toBe('settled');
  });

  test('when nobody releases, then finance is reminded by working days, and the batch waits on', async () => {
    await people.begin();
    await people.noticeOver();
    await rig.env.sleep('40 days');
    const reminders = await until('all reminders', () => {
      const calls = rig.fakes.of('awaitRelease');
      return calls.length === 5 ? calls : undefined;
    });
    expect(reminders.map(({ input }) => input.reminder)).toEqual([0, 1, 2, 3, 4]);
    const noticeEndsMs = rig.fakes.of('publishNotice')[0]?.input.untilMs ?? NaN;
    const afterWorkingDays = programmeOf('shaanxi').payout.remindOfReleaseAfterWorkingDays;
    for (const [index, { atMs }] of reminders.slice(1).entries())
      expect(atMs).toBeGreaterThanOrEqual(
        nudgeAtMs(noticeEndsMs, afterWorkingDays[index] ?? NaN) ?? Infinity,
      );
    expect((await people.progress()).waitingFor).toBe('releasing');
    await people.bothRelease();
    expect((await people.end()).ended).toBe('settled');
  });

  test('when an operator cancels it before its release, then its lines are due again', async () => {
    await people.begin();
    await people.noticeOver();
    await people.release(people.cashiers[0]);
    await people.handle.cancel();
    expect(await causeOf(people.end())).toBeInstanceOf(CancelledFailure);
    const [collected] = rig.fakes.inputsOf('collectDue');
    expect(rig.fakes.inputsOf('dissolveBatch')).toEqual([
      { batchId: people.batchId, collectKey: collected?.key },
    ]);
  });

  test.each(['collectDue', 'publishNotice'] as const)(
    'M9: when an operator cancels it while %s is on its way, then its lines are due again once that is known',
    async (step) => {
      let meanwhile: string[] | undefined;
      rig.fakes.onNext(step, async () => {
        meanwhile = await people.cancelAndBeHeard();
      });
      await people.begin();
      expect(await causeOf(people.end())).toBeInstanceOf(CancelledFailure);
      expect(meanwhile).toEqual([]);
      const [collected] = rig.fakes.inputsOf('collectDue');
      expect(rig.fakes.inputsOf('dissolveBatch')).toEqual([
        { batchId: people.batchId, collectKey: collected?.key },
      ]);
    },
  );

  test('when an operator cancels it after its release, then the money is followed to its end', async () => {
    rig.fakes.pendingCounts.push(1, 1);
    await people.begin();
    await people.noticeOver();
    await people.bothRelease();
    await until('the bank has the file', () => rig.fakes.of('sendBankFile')[0]);
    await people.handle.cancel();
    expect((await people.end()).ended).toBe('settled');
    expect(rig.fakes.of('dissolveBatch')).toEqual([]);
  });
});

describe('the bank', () => {
  test('when it is down for a day, then the file goes once it is back, and nothing is lost', async () => {
    await people.begin();
    await people.noticeOver();
    rig.fakes.failNext('sendBankFile', 'fault', 3);
    await people.bothRelease();
    expect((await people.end()).ended).toBe('settled');
    expect(rig.fakes.of('sendBankFile')).toHaveLength(4);
  });

  test('when it answers line by line, then each redemption is told when its line is answered', async () => {
    rig.fakes.pendingCounts.push(2, 1, 1);
    await people.begin();
    await people.noticeOver();
    await people.bothRelease();
    await people.end();
    expect(rig.fakes.of('readConfirmation')).toHaveLength(4);
    // After the first look, after a line, and at the end; not after a look that brought nothing.
    expect(rig.fakes.of('tellEnds')).toHaveLength(3);
  });

  test('when it keeps silent for weeks, then it is asked less and less often, over several runs', async () => {
    rig.fakes.pendingCounts.push(...Array.from({ length: 60 }, () => 1));
    await people.begin();
    await people.noticeOver();
    await people.bothRelease();
    expect((await people.end()).ended).toBe('settled');
    const looks = rig.fakes.of('readConfirmation').map(({ atMs }) => atMs);
    expect(looks).toHaveLength(61);
    expect((looks.at(-1) ?? 0) - (looks.at(-2) ?? 0)).toBeGreaterThan(0.9 * HOUR_MS);
    expect((await people.handle.describe()).historyLength).toBeLessThan(200);
    expect(rig.fakes.of('sendBankFile')).toHaveLength(1);
  });

  test('when nobody may be paid, then the bank gets no file', async () => {
    rig.fakes.paidInstitutionIds = [];
    await people.begin();
    await people.noticeOver();
    await people.bothRelease();
    expect((await people.end()).ended).toBe('settled');
    expect(rig.fakes.of('sendBankFile')).toEqual([]);
    expect(rig.fakes.of('tellEnds')).toHaveLength(1);
  });
});

test('when the period has a batch of another run, then the sender is told and that batch is left alone', async () => {
  rig.fakes.failNext('collectDue', 'Conflict');
  expect(await refusedCode(people.begin())).toBe('Conflict');
  expect(await causeOf(people.end())).toMatchObject({ cause: { type: 'Conflict' } });
  expect(rig.fakes.of('dissolveBatch')).toEqual([]);
});
