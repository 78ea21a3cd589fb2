import { CHINA_CALENDAR, localDay } from '@kequan/contracts';
import { OnboardingPeople } from '../tests/onboarding-people';
import { sharedRig } from '../tests/shared-rig';

/** Local time in China, as people read it. */
function chinaTime(atMs: number): string {
  return new Date(atMs + CHINA_CALENDAR.utcOffsetMinutes * 60_000)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ');
}

// Registration (jiangsu): 2 working days; a reminder after 1, to the platform's administrator after 2.
describe.each([
  {
    holiday: 'National Day 2026, with the make-up Saturday of 10 October',
    submittedAt: '2026-09-30T02:00:00Z',
    due: '2026-10-09',
    remindedAt: '2026-10-09 09:00',
    escalatedAt: '2026-10-10 09:00',
  },
  {
    holiday: 'Spring Festival 2026, with the make-up Saturday of 14 February',
    submittedAt: '2026-02-13T02:00:00Z',
    due: '2026-02-24',
    remindedAt: '2026-02-24 09:00',
    escalatedAt: '2026-02-25 09:00',
  },
  {
    holiday: 'an ordinary weekend',
    submittedAt: '2026-06-25T02:00:00Z',
    due: '2026-06-29',
    remindedAt: '2026-06-29 09:00',
    escalatedAt: '2026-06-30 09:00',
  },
])('a reviewer who is silent over $holiday', ({ submittedAt, due, remindedAt, escalatedAt }) => {
  const rig = sharedRig(submittedAt);

  test('when working days pass, then he is reminded and it is escalated as the office opens, and he can decide still (R30)', async () => {
    const people = new OnboardingPeople(rig);
    await people.submit('registration');
    const taskId = await people.newTask();
    const { dueAtMs = 0, dueCertain } = await people.progress();
    expect(localDay(CHINA_CALENDAR, dueAtMs - 1)).toBe(due);
    expect(dueCertain).toBe(true);

    await rig.env.sleep('60 days');
    expect(rig.fakes.inputsOf('nudgeTask')).toMatchObject([
      { taskId, action: 'remind', to: 'office' },
      { taskId, action: 'escalate', to: 'platformAdmin' },
    ]);
    expect(rig.fakes.of('nudgeTask').map(({ atMs }) => chinaTime(atMs))).toEqual([remindedAt, escalatedAt]);
    await people.decide(people.decision(taskId, 'approve'));
    expect(await people.progress()).toMatchObject({ step: 'shop' });
  });

  test('when he decides in time, then nobody is reminded', async () => {
    const people = new OnboardingPeople(rig);
    await people.submit('registration');
    await people.decideNext('approve');
    await rig.env.sleep('10 days');
    expect(rig.fakes.of('nudgeTask')).toEqual([]);
  });
});
