import {
  CHINA_CALENDAR,
  endOfWorkingDay,
  newId,
  stagesOf,
  type OnboardingStage,
  type WorkingCalendar,
} from '@kequan/contracts';
import { newApplication, type Application } from '@kequan/kit';
import type { Institution } from './model';
import type { OffersMade } from './offers';
import { trackerOf } from './tracker';

const createdAt = new Date('2026-11-20T01:00:00Z');
const submittedAt = new Date('2026-11-23T02:00:00Z');
const decidedAt = new Date('2026-11-24T03:00:00Z');

const underReview: Application = {
  status: 'underReview',
  revision: 1,
  draft: { name: '甲' },
  submitted: { revision: 1, at: submittedAt, form: { name: '甲' } },
};
const decided = (status: 'approved' | 'returned' | 'rejected'): Application => ({
  ...underReview,
  status,
  decision: { outcome: 'approve', comments: [], at: decidedAt, revision: 1 },
});
const approved = decided('approved');

function institution(
  stages: Partial<Record<OnboardingStage, Application>>,
  more: Partial<Institution> = {},
): Institution {
  const programmeId = more.programmeId ?? 'jiangsu';
  const track = more.track ?? (programmeId === 'jiangsu' ? 'inspectionTesting' : 'provider');
  return {
    _id: newId(),
    version: 1,
    applied: [],
    outbox: [],
    createdAt,
    updatedAt: createdAt,
    programmeId,
    track,
    ownerAccountId: newId(),
    name: '',
    voucherShop: false,
    stages: Object.fromEntries(
      stagesOf(programmeId, track).map(({ stage }) => [stage, stages[stage] ?? newApplication()]),
    ),
    ...more,
  };
}

const NOTHING: OffersMade = { instruments: false, service: false };
const LISTED: OffersMade = { instruments: true, service: true };
const statusesOf = (of: Institution, made = NOTHING): string[] =>
  trackerOf({ institution: of, made, calendar: CHINA_CALENDAR, language: 'zh' }).steps.map(
    ({ status }) => status,
  );
const nowOf = (of: Institution, made = NOTHING) =>
  trackerOf({ institution: of, made, calendar: CHINA_CALENDAR, language: 'zh' }).now;

describe('the tracker (F01)', () => {
  it('when nothing is done yet, then the registration is open and the applicant holds the ball', () => {
    expect(statusesOf(institution({}))).toEqual(['open', 'locked', 'locked', 'locked', 'locked']);
    expect(nowOf(institution({}))).toEqual({
      step: 'registration',
      holder: 'applicant',
      words: '请填写“单位注册”并提交审核。',
      since: createdAt.toISOString(),
    });
  });

  it('when a stage is under review, then the reviewer holds it, with the end of his last working day', () => {
    const due = endOfWorkingDay(CHINA_CALENDAR, submittedAt.getTime(), 2);
    expect(nowOf(institution({ registration: underReview }))).toEqual({
      step: 'registration',
      holder: 'reviewer',
      words: '“单位注册”正在审核，由省统筹中心处理。',
      since: submittedAt.toISOString(),
      dueAt: new Date(due.atMs).toISOString(),
      dueCertain: due.certain,
    });
  });

  it('when the process tells its own clock of that step, then that is shown', () => {
    const sinceMs = submittedAt.getTime() + 5;
    const progress = {
      step: 'registration',
      holder: 'reviewer' as const,
      waitingFor: 'reviewing',
      sinceMs,
      dueAtMs: 1,
    };
    const of = institution({ registration: underReview });
    const { now } = trackerOf({
      institution: of,
      made: NOTHING,
      calendar: CHINA_CALENDAR,
      language: 'zh',
      progress,
    });
    expect(now).toMatchObject({ since: new Date(sinceMs).toISOString(), dueAt: new Date(1).toISOString() });
    const stale = { ...progress, step: 'shop' };
    const { now: facts } = trackerOf({
      institution: of,
      made: NOTHING,
      calendar: CHINA_CALENDAR,
      language: 'zh',
      progress: stale,
    });
    expect(facts?.since).toBe(submittedAt.toISOString());
  });

  it('C14: when the calendar was replaced and the process cannot be asked, then the review is due by the new one', () => {
    const of = institution({ registration: underReview });
    const holidays = [...CHINA_CALENDAR.holidays, '2026-11-24', '2026-11-25'].sort();
    const dueAt = (calendar: WorkingCalendar) =>
      trackerOf({ institution: of, made: NOTHING, calendar, language: 'zh' }).now?.dueAt;
    expect(dueAt(CHINA_CALENDAR)).toBe('2026-11-25T16:00:00.000Z');
    expect(dueAt({ ...CHINA_CALENDAR, holidays, version: 1 })).toBe('2026-11-27T16:00:00.000Z');
  });

  it.each(['returned', 'rejected'] as const)('when a stage is %s, then the applicant edits it', (status) => {
    const now = nowOf(institution({ registration: decided(status) }));
    expect(now).toMatchObject({ step: 'registration', holder: 'applicant', since: decidedAt.toISOString() });
    expect(now?.words).toContain(status === 'returned' ? '退回' : '未获通过');
  });

  it('when the shop is open and nothing is listed, then a service is needed before the qualification (R08)', () => {
    const of = institution({ registration: approved, shop: approved });
    expect(statusesOf(of)).toEqual(['approved', 'approved', 'open', 'locked', 'locked']);
    expect(nowOf(of)).toMatchObject({ step: 'service', holder: 'applicant' });
    expect(statusesOf(of, LISTED)).toEqual(['approved', 'approved', 'done', 'open', 'locked']);
    expect(nowOf(of, LISTED)).toMatchObject({ step: 'qualification', since: decidedAt.toISOString() });
  });

  it('when the shop is open and instruments come from outside, then they are chosen before services are added', () => {
    const of = institution({ shop: approved }, { track: 'instrumentSharing' });
    const shelved: OffersMade = { instruments: true, service: false };
    expect(statusesOf(of)).toEqual(['approved', 'open', 'locked', 'locked', 'locked']);
    expect(nowOf(of)).toEqual({
      step: 'instruments',
      holder: 'applicant',
      words: '请先在“服务管理—仪器共享”中选择仪器上架，再新增服务内容。',
      since: decidedAt.toISOString(),
    });
    expect(statusesOf(of, shelved)).toEqual(['approved', 'done', 'open', 'locked', 'locked']);
    expect(nowOf(of, shelved)).toMatchObject({ step: 'service', holder: 'applicant' });
    expect(statusesOf(of, LISTED)).toEqual(['approved', 'done', 'done', 'open', 'locked']);
  });

  it('when the shop is not open, then nothing is chosen and nothing added yet', () => {
    const of = institution({}, { track: 'instrumentSharing' });
    expect(statusesOf(of)).toEqual(['open', 'locked', 'locked', 'locked', 'locked']);
  });

  it('when the notice is published, then all is done and nobody holds the ball', () => {
    const publishedAt = new Date('2026-11-25T00:00:00Z');
    const of = institution(
      { registration: approved, shop: approved, qualification: approved },
      { entryNotice: { publishedAt }, voucherShop: true },
    );
    expect(statusesOf(of, LISTED)).toEqual(['approved', 'approved', 'done', 'approved', 'done']);
    expect(nowOf(of, LISTED)).toEqual({
      step: 'entryNotice',
      holder: 'nobody',
      words: '已入库，可开展创新券服务。',
      since: publishedAt.toISOString(),
    });
  });

  it('when the programme has neither shop nor notice (Shaanxi), then the registration is all there is', () => {
    expect(statusesOf(institution({}, { programmeId: 'shaanxi' }))).toEqual(['open']);
    expect(nowOf(institution({ registration: approved }, { programmeId: 'shaanxi' }))).toMatchObject({
      step: 'registration',
      holder: 'nobody',
    });
  });

  it('when it is read in English, then its words are English', () => {
    const tracker = trackerOf({
      institution: institution({}),
      made: NOTHING,
      calendar: CHINA_CALENDAR,
      language: 'en',
    });
    for (const words of [tracker.now?.words, ...tracker.steps.map(({ title }) => title)]) {
      expect(words).toMatch(/^[\x20-\x7e“”]+$/);
    }
  });
});
