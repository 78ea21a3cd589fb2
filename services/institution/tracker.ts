import {
  isProviderTrack,
  offeringStepsOf,
  programmeOf,
  reckonDeadlines,
  reviewWait,
  text,
  trackOf,
  type Language,
  type OfferingStep,
  type Progress,
  type TrackerView,
  type TrackStage,
  type WorkingCalendar,
} from '@kequan/contracts';
import type { Application } from '@kequan/kit';
import type { Institution } from './model';
import type { OffersMade } from './offers';
import { applicationOf, isQualified, isReached, openingStageOf, stagesOfInstitution } from './rules';

type Status = TrackerView['steps'][number]['status'];
type Now = Omit<NonNullable<TrackerView['now']>, 'since' | 'dueAt'> & { since: Date; dueAt?: Date };
interface Step {
  step: string;
  status: Status;
  /** Where the process stands while this is the first step that is not done. */
  now: () => Now;
}

/** What the tracker is made of. */
export interface TrackerParts {
  institution: Institution;
  /** Which of the offers that its track asks for stand. */
  made: OffersMade;
  /** What the process itself says; missing when none runs, or when it cannot be asked. */
  progress?: Progress | undefined;
  /** By which a review is due that the process tells nothing of (C14). */
  calendar: WorkingCalendar;
  language: Language;
}

/**
 * The tracker (F01): every step from registration to the entry notice, or of a voucher user's enrolment, and of the first one that is not done who holds
 * the ball, since when, and by when he must act.
 */
export function trackerOf(parts: TrackerParts): TrackerView {
  const { institution, progress, language } = parts;
  const steps = stepsOf(parts);
  const pending = steps.find(({ status }) => status !== 'approved' && status !== 'done') ?? steps.at(-1);
  const now = pending && sharpened(pending.now(), progress);
  return {
    institutionId: institution._id,
    steps: steps.map(({ step, status }) => ({ step, title: text(language, `stages.${step}`), status })),
    ...(now && {
      now: {
        ...now,
        since: now.since.toISOString(),
        ...(now.dueAt && { dueAt: now.dueAt.toISOString() }),
      } as NonNullable<TrackerView['now']>,
    }),
  };
}

function stepsOf({ institution, made, calendar, language }: TrackerParts): Step[] {
  const stages = stagesOfInstitution(institution);
  const opening = openingStageOf(institution);
  const steps: Step[] = [];
  let gateOpen = true;
  for (const trackStage of stages) {
    steps.push(stageStep({ institution, calendar, language }, trackStage, gateOpen));
    // Offers are steps only where a stage after the shop asks for them (R08).
    if (trackStage.stage === opening && trackStage !== stages.at(-1)) {
      gateOpen = made.service;
      steps.push(...offeringSteps(institution, trackStage, made, language));
    }
  }
  const { entryNotice } = programmeOf(institution.programmeId);
  if (entryNotice && isProviderTrack(institution.track)) steps.push(noticeStep(institution, language));
  return steps;
}

function stageStep(
  { institution, calendar, language }: Pick<TrackerParts, 'institution' | 'calendar' | 'language'>,
  { stage, clock }: TrackStage,
  gateOpen: boolean,
): Step {
  const application = applicationOf(institution, stage);
  const { status, submitted, decision } = application;
  const words = (key: string): string =>
    text(language, `tracker.${key}`, {
      stage: text(language, `stages.${stage}`),
      reviewer: text(language, `roles.${clock.reviewer}`),
    });
  const applicant = (key: string, since: Date): Now => ({
    step: stage,
    holder: 'applicant',
    words: words(key),
    since,
  });
  const now = (): Now => {
    switch (status) {
      case 'draft':
        return applicant('fill', decision?.at ?? lastChange(institution));
      case 'returned':
      case 'rejected':
        return applicant(status, decision?.at ?? lastChange(institution));
      case 'underReview': {
        const since = submitted?.at ?? institution.updatedAt;
        const { dueAtMs, dueCertain } = reckonDeadlines(calendar, reviewWait(clock), since.getTime());
        const until = { dueAt: new Date(dueAtMs), dueCertain };
        return { step: stage, holder: 'reviewer', words: words('reviewing'), since, ...until };
      }
      case 'approved':
        return {
          step: stage,
          holder: 'nobody',
          words: words(isProviderTrack(institution.track) ? 'done' : 'admitted'),
          since: lastChange(institution),
        };
    }
  };
  return {
    step: stage,
    status: gateOpen && isReached(institution, stage) ? shown(application) : 'locked',
    now,
  };
}

/** A stage that nobody has begun is open; one with a draft is a draft. */
function shown({ status, draft }: Application): Status {
  return status === 'draft' && Object.keys(draft).length === 0 ? 'open' : status;
}

/** The steps that make offers, in the track's order: each is open once the one before it is done (JS step 3). */
function offeringSteps(
  institution: Institution,
  shop: TrackStage,
  made: OffersMade,
  language: Language,
): Step[] {
  if (!isProviderTrack(institution.track)) return [];
  const { status, decision } = applicationOf(institution, shop.stage);
  const steps = offeringStepsOf(trackOf(institution.programmeId, institution.track));
  return steps.map((step, index) => {
    const isReached = status === 'approved' && steps.slice(0, index).every((before) => made[before]);
    return {
      step,
      status: made[step] ? 'done' : isReached ? 'open' : 'locked',
      now: () => ({
        step,
        holder: 'applicant',
        words: text(language, NEEDED[step]),
        since: decision?.at ?? institution.updatedAt,
      }),
    };
  });
}

/** What the applicant is asked for at a step that makes offers. */
const NEEDED: Readonly<Record<OfferingStep, string>> = {
  instruments: 'tracker.needInstruments',
  service: 'tracker.needService',
};

function noticeStep(institution: Institution, language: Language): Step {
  const { entryNotice } = institution;
  const last = stagesOfInstitution(institution).at(-1)?.stage;
  return {
    step: 'entryNotice',
    status: entryNotice ? 'done' : isQualified(institution) ? 'open' : 'locked',
    now: () => ({
      step: 'entryNotice',
      holder: 'nobody',
      words: entryNotice
        ? text(language, 'tracker.done')
        : text(language, 'tracker.approved', { stage: text(language, `stages.${String(last)}`) }),
      since: lastChange(institution),
    }),
  };
}

/** When the ball came to where it lies: the notice, else the last decision, else the beginning. */
function lastChange({ entryNotice, stages, createdAt }: Institution): Date {
  const decided = Object.values(stages).flatMap(({ decision }) => decision?.at ?? []);
  return entryNotice?.publishedAt ?? new Date(Math.max(createdAt.getTime(), ...decided.map(Number)));
}

/** What the process says of the same step is exact: it holds the clock. */
function sharpened(now: Now, progress: Progress | undefined): Now {
  if (progress?.step !== now.step || progress.holder !== now.holder) return now;
  const { sinceMs, dueAtMs, dueCertain } = progress;
  return {
    ...now,
    since: new Date(sinceMs),
    ...(dueAtMs !== undefined && { dueAt: new Date(dueAtMs) }),
    ...(dueCertain !== undefined && { dueCertain }),
  };
}
