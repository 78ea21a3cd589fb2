import { sizeOf } from './tests/history-size';
import { JOURNEYS } from './tests/journeys';
import { sharedRig } from './tests/shared-rig';

const rig = sharedRig();

// A history may not grow unnoticed: whoever adds a step raises the bound on purpose.
test.each([
  { workflow: 'institutionOnboarding', name: 'qualified', humanActs: 6, mostEvents: 103, mostBytes: 22_000 },
  { workflow: 'publication', name: 'listed', humanActs: 2, mostEvents: 42, mostBytes: 8_000 },
  { workflow: 'voucherRedemption', name: 'paid', humanActs: 9, mostEvents: 133, mostBytes: 31_500 },
])(
  'when a whole $workflow ends as $name, then its $humanActs human acts cost no more than they did',
  async ({ workflow, name, mostEvents, mostBytes }) => {
    const journey = JOURNEYS.find((each) => each.workflow === workflow && each.name === name);
    const people = await journey?.play(rig);
    const size = sizeOf((await people?.handle.fetchHistory()) ?? {});
    expect(size.events).toBeGreaterThan(0);
    expect(size.events).toBeLessThanOrEqual(mostEvents);
    expect(size.bytes).toBeLessThanOrEqual(mostBytes);
  },
);
