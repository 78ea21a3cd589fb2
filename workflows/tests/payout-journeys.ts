import type { Journey } from './journeys';
import { ObjectionPeople } from './objection-people';
import { PayoutPeople } from './payout-people';

/** The ways of a payout batch and of an objection whose histories are kept. */
export const PAYOUT_JOURNEYS: readonly Journey[] = [
  {
    workflow: 'payoutBatch',
    name: 'settled',
    about: 'shown for its days, released by two persons, sent to the bank, confirmed',
    play: async (rig) => {
      const people = new PayoutPeople(rig);
      await people.begin();
      await people.noticeOver();
      await people.bothRelease();
      await people.end();
      return people;
    },
  },
  ...(['approve', 'reject'] as const).map((outcome) => ({
    workflow: 'payoutObjection',
    name: outcome === 'approve' ? 'upheld' : 'dismissed',
    about: 'an objection that the office rules on',
    play: async (rig: Parameters<Journey['play']>[0]) => {
      const people = new ObjectionPeople(rig);
      await people.object();
      await people.decideNext(outcome);
      await people.end();
      return people;
    },
  })),
];
