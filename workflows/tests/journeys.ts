import { causeOf } from './ends';
import { IssuancePeople } from './issuance-people';
import { PAYOUT_JOURNEYS } from './payout-journeys';
import type { People } from './people';
import { OnboardingPeople } from './onboarding-people';
import { PublicationPeople } from './publication-people';
import { REDEMPTION_JOURNEYS } from './redemption-journeys';
import type { Rig } from './rig';

/** A way through a process whose history is kept for ever: the code of later releases must be able to replay it. */
export interface Journey {
  workflow: string;
  name: string;
  about: string;
  /** Plays it to its end. */
  play: (rig: Rig) => Promise<People>;
}

export const JOURNEYS: readonly Journey[] = [
  {
    workflow: 'institutionOnboarding',
    name: 'qualified',
    about: 'three stages approved, services set, notice published',
    play: async (rig) => {
      const people = new OnboardingPeople(rig);
      for (const stage of ['registration', 'shop', 'qualification'] as const) {
        await people.submit(stage);
        await people.decideNext('approve');
      }
      await people.end();
      return people;
    },
  },
  {
    workflow: 'institutionOnboarding',
    name: 'returned-and-rejected',
    about: 'returned, resubmitted with another unit code, rejected; a reviewer reminded before',
    play: async (rig) => {
      const people = new OnboardingPeople(rig);
      await people.submit('registration');
      const task = await people.newTask();
      await rig.env.sleep('20 days');
      await people.decide(people.decision(task, 'return'));
      await people.submit('registration', { unitCode: '91320594MA1MYCTX30' });
      await people.decideNext('reject');
      await people.end();
      return people;
    },
  },
  {
    workflow: 'institutionOnboarding',
    name: 'withdrawn',
    about: 'withdrawn during the review, resubmitted, then cancelled by an operator: undone',
    play: async (rig) => {
      const people = new OnboardingPeople(rig);
      await people.submit('registration');
      await people.newTask();
      await people.withdraw();
      await people.submit('registration');
      await people.newTask();
      await people.handle.cancel();
      await causeOf(people.end());
      return people;
    },
  },
  ...(
    [
      ['listed', 'approve', 'service'],
      ['returned', 'return', 'service'],
      ['record-listed', 'approve', 'instrument'],
    ] as const
  ).map(([name, outcome, kind]) => ({
    workflow: 'publication',
    name,
    about: `${kind === 'service' ? '' : `${kind}: `}submitted, decided: ${outcome}`,
    play: async (rig: Rig): Promise<People> => {
      const people = new PublicationPeople(rig, kind);
      await people.submit();
      await people.decideNext(outcome);
      await people.end();
      return people;
    },
  })),
  ...(
    [
      ['admitted', 'shaanxi', 'returned once, then approved by a reviewer'],
      ['passed-by-itself', 'jiangsu', 'breaks no rule and needs no reviewer'],
    ] as const
  ).map(([name, programmeId, about]) => ({
    workflow: 'enterpriseEnrolment',
    name,
    about,
    play: async (rig: Rig): Promise<People> => {
      const people = new OnboardingPeople(rig, programmeId, 'voucherUser');
      if (programmeId === 'shaanxi') {
        await people.submit('enrolment');
        await people.decideNext('return');
      }
      await people.submit('enrolment');
      if (programmeId === 'shaanxi') await people.decideNext('approve');
      await people.end();
      return people;
    },
  })),
  {
    workflow: 'voucherIssuance',
    name: 'returned',
    about: 'an application that comes back',
    play: async (rig) => {
      const people = new IssuancePeople(rig);
      await people.submit();
      await people.decideNext('return');
      await people.end();
      return people;
    },
  },
  {
    workflow: 'voucherIssuance',
    name: 'voucher-given-back',
    about: 'the run of an issued voucher, reminded of and then given back',
    play: async (rig) => {
      const people = new IssuancePeople(rig);
      await people.submit();
      await people.decideNext('approve');
      await people.voucherLives();
      await rig.env.sleep('310 days');
      await people.giveBack();
      await people.end();
      return people;
    },
  },
  ...REDEMPTION_JOURNEYS,
  ...PAYOUT_JOURNEYS,
];
