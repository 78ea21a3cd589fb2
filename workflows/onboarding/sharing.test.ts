import { OnboardingPeople } from '../tests/onboarding-people';
import { refusedCode } from '../tests/people';
import { sharedRig } from '../tests/shared-rig';

const rig = sharedRig();
let unit: OnboardingPeople;
beforeEach(() => {
  unit = new OnboardingPeople(rig, 'jiangsu', 'instrumentSharing');
});

describe('a unit that shares instruments (JS instrument sharing)', () => {
  test('when its shop is not open, then the qualification is refused, and nothing is asked or recorded (R08)', async () => {
    expect(await refusedCode(unit.submit('qualification'))).toBe('StageNotOpen');
    expect(rig.fakes.calls).toEqual([]);
    await unit.submit('shop');
    expect(await refusedCode(unit.submit('qualification'))).toBe('StageNotOpen');
    await unit.decideNext('return');
    expect(await refusedCode(unit.submit('qualification'))).toBe('StageNotOpen');
    expect(rig.fakes.inputsOf('recordStageSubmission').map(({ stage }) => stage)).toEqual(['shop']);
  });

  test('when nothing is listed in its open shop, then the qualification waits for a listed service (R08)', async () => {
    await unit.submit('shop');
    await unit.decideNext('approve');
    rig.fakes.failNext('requireListedServices', 'ListedServiceRequired');
    expect(await refusedCode(unit.submit('qualification'))).toBe('ListedServiceRequired');
    expect(rig.fakes.inputsOf('recordStageSubmission').map(({ stage }) => stage)).toEqual(['shop']);
    expect(await unit.progress()).toMatchObject({ step: 'qualification', waitingFor: 'fill' });
    await unit.submit('qualification');
    await unit.decideNext('approve');
    expect(await unit.end()).toMatchObject({ ended: 'qualified' });
  });

  test('when it is qualified, then the services that were checked as listed become voucher services, and none before (R09)', async () => {
    await unit.submit('shop');
    await unit.decideNext('approve');
    await unit.submit('qualification');
    await unit.decideNext('return');
    expect(rig.fakes.of('setVoucherServices')).toEqual([]);
    await unit.submit('qualification');
    await unit.decideNext('approve');
    await unit.end();
    const { institutionId, serviceIds } = unit;
    const checked = { institutionId, serviceIds };
    // At each submission, and again before the approval (M19).
    expect(rig.fakes.inputsOf('requireListedServices')).toEqual([checked, checked, checked]);
    expect(rig.fakes.inputsOf('setVoucherServices')).toMatchObject([checked]);
  });

  test.each(['ServiceNotListed', 'ServiceNotPayable'] as const)(
    'M19: when a chosen service is refused with %s at the approval, then nothing is approved, and the task stays open',
    async (code) => {
      await unit.submit('shop');
      await unit.decideNext('approve');
      await unit.submit('qualification');
      const taskId = await unit.newTask();
      rig.fakes.failNext('requireListedServices', code);
      expect(await refusedCode(unit.decide(unit.decision(taskId, 'approve')))).toBe(code);
      expect(rig.fakes.inputsOf('recordStageOutcome').map(({ stage }) => stage)).toEqual(['shop']);
      await unit.decide(unit.decision(taskId, 'return'));
      await unit.submit('qualification');
      await unit.decideNext('approve');
      expect(await unit.end()).toMatchObject({ ended: 'qualified' });
    },
  );

  test('when it is listed, then no unit code was taken: its legal person has it already (JS step 1)', async () => {
    for (const stage of ['shop', 'qualification'] as const) {
      await unit.submit(stage);
      await unit.decideNext('approve');
    }
    expect(await unit.end()).toMatchObject({ ended: 'qualified' });
    expect(rig.fakes.of('reserveUnitCode')).toEqual([]);
  });
});
