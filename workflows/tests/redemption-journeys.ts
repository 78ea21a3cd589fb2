import type { Journey } from './journeys';
import { RedemptionPeople } from './redemption-people';
import type { Rig } from './rig';

const WAYS: readonly [
  name: string,
  about: string,
  play: (people: RedemptionPeople) => Promise<void>,
  direct?: true,
][] = [
  [
    'paid',
    'reserved, ordered, done, confirmed, claimed, passed by both desks, paid',
    async (people) => {
      await people.come('checked');
      await people.decideNext('approve');
      await people.payoutEnds('paid');
    },
  ],
];

/** The ways through a redemption whose histories are kept. */
export const REDEMPTION_JOURNEYS: readonly Journey[] = WAYS.map(([name, about, play, direct = false]) => ({
  workflow: 'voucherRedemption',
  name,
  about,
  play: async (rig: Rig) => {
    const people = new RedemptionPeople(rig, direct);
    await play(people);
    await people.end().catch(() => undefined);
    return people;
  },
}));
