import { causeOf } from './ends';
import type { Journey } from './journeys';
import { RedemptionPeople } from './redemption-people';
import type { Rig } from './rig';

const WAYS: readonly [
  name: string,
  about: string,
  play: (people: RedemptionPeople) => Promise<void>,
  more?: { direct?: true; cancelled?: true },
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
  [
    'rejected',
    'the provider replies first, then rejects',
    async (people) => {
      await people.submit();
      await people.reply('reply');
      await people.reply('reject');
    },
  ],
  [
    'lapsed',
    'ordered, and the provider never takes the order: reminded twice, lapsed, the hold let go',
    async (people) => people.come('placed'),
  ],
  [
    'refused-and-cancelled',
    'the order is refused, placed again, disputed, and the dispute upheld',
    async (people) => {
      await people.come('placed');
      await people.takeOrder('refuse');
      await people.waitsFor('order');
      await people.order();
      await people.takeOrder('take');
      await people.complete();
      await people.confirm('dispute');
      await people.decideNext('approve');
    },
  ],
  [
    'claim-rejected',
    'confirmed by silence; the claim withdrawn, claimed with another invoice, returned, claimed and rejected by finance',
    async (people) => {
      await people.come('delivered');
      await people.rig.env.sleep('40 days');
      await people.claim();
      await people.newTask();
      await people.withdraw();
      await people.claim({ invoiceNumber: '24612000000087654321' });
      await people.decideNext('return');
      await people.claim({ invoiceNumber: '24612000000087654321' });
      await people.decideNext('approve');
      await people.decideNext('reject');
    },
  ],
  [
    'returned-objected-paid',
    'the bank returns the first payout, an objection stops the second, the third is paid',
    async (people) => {
      await people.come('checked');
      for (const outcome of ['returned', 'objected', 'paid'] as const) {
        await people.decideNext('approve');
        await people.payoutEnds(outcome);
      }
    },
  ],
  [
    'called-off',
    'an operator cancels while the claim is under review: everything is undone',
    async (people) => {
      await people.come('claimed');
      await people.newTask();
      await people.handle.cancel();
    },
    { cancelled: true },
  ],
  [
    'direct-refused',
    'a direct order that the provider refuses',
    async (people) => {
      await people.submit();
      await people.takeOrder('refuse');
    },
    { direct: true },
  ],
];

/** The ways through a redemption whose histories are kept. */
export const REDEMPTION_JOURNEYS: readonly Journey[] = WAYS.map(
  ([name, about, play, { direct, cancelled } = {}]) => ({
    workflow: 'voucherRedemption',
    name,
    about,
    play: async (rig: Rig) => {
      const people = new RedemptionPeople(rig, direct);
      await play(people);
      await (cancelled ? causeOf(people.end()) : people.end());
      return people;
    },
  }),
);
