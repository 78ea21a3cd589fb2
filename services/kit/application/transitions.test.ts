import { fc, test as property } from '@fast-check/jest';
import {
  isOpenToApplicant,
  withApprovalWithdrawn,
  withDecision,
  withDraft,
  withSubmission,
  withWithdrawal,
} from './transitions';
import { newApplication, type Application } from './application';

const now = new Date('2026-11-23T02:00:00Z');

describe('an application', () => {
  it('when a draft is saved, then nothing is submitted (R03)', () => {
    const saved = withDraft(newApplication(), { name: '甲' });
    expect(saved).toEqual({ status: 'draft', revision: 0, draft: { name: '甲' } });
  });

  it('when another draft is saved, then it replaces the first and merges nothing', () => {
    const first = withDraft(newApplication(), { name: '甲', address: '南京' });
    expect(withDraft(first, { name: '乙' }).draft).toEqual({ name: '乙' });
  });

  it('when it is under review or approved, then it can neither be edited nor submitted', () => {
    const underReview = withSubmission(newApplication(), {}, now);
    const approved = withDecision(underReview, { outcome: 'approve', comments: [] }, now);
    for (const state of [underReview, approved]) {
      expect(() => withDraft(state, {})).toThrow('StageNotOpen');
      expect(() => withSubmission(state, {}, now)).toThrow('StageNotOpen');
    }
  });

  it('when it is edited after a return, then what was submitted stays as it was', () => {
    const submitted = withSubmission(newApplication(), { name: '甲' }, now);
    const returned = withDecision(submitted, { outcome: 'return', comments: [{ text: '请补充' }] }, now);
    const edited = withDraft(returned, { name: '乙' });
    expect(edited.submitted?.form).toEqual({ name: '甲' });
    expect(withSubmission(edited, edited.draft, now).submitted).toEqual({
      revision: 2,
      at: now,
      form: { name: '乙' },
    });
  });

  it('when nothing is under review, then there is nothing to decide or to withdraw', () => {
    expect(() => withDecision(newApplication(), { outcome: 'approve', comments: [] }, now)).toThrow(
      'NotUnderReview',
    );
    expect(() => withWithdrawal(newApplication())).toThrow('NotUnderReview');
  });

  it('when what was approved is taken back, then it is a draft that must be submitted again (R04)', () => {
    const underReview = withSubmission(newApplication(), { name: '甲' }, now);
    expect(() => withApprovalWithdrawn(underReview)).toThrow('NotUnderReview');
    const approved = withDecision(underReview, { outcome: 'approve', comments: [] }, now);
    const reopened = withApprovalWithdrawn(approved);
    expect(reopened).toEqual({ ...approved, status: 'draft' });
    expect(withSubmission(reopened, reopened.draft, now)).toMatchObject({
      status: 'underReview',
      revision: 2,
    });
  });
});

type Move = (application: Application) => Application;
const move = fc.oneof(
  fc.string().map(
    (name): Move =>
      (application) =>
        withDraft(application, { name }),
  ),
  fc.constant<Move>((application) => withSubmission(application, application.draft, now)),
  fc.constantFrom('approve' as const, 'return' as const, 'reject' as const).map(
    (outcome): Move =>
      (application) =>
        withDecision(application, { outcome, comments: [] }, now),
  ),
  fc.constant<Move>(withWithdrawal),
  fc.constant<Move>(withApprovalWithdrawn),
);

property.prop([fc.array(move, { maxLength: 30 })])(
  'when any moves are tried in any order, then every state is sound and revisions only grow',
  (moves) => {
    let application = newApplication();
    for (const tried of moves) {
      const before = application;
      try {
        application = tried(before);
      } catch {
        expect(application).toEqual(before);
      }
      expect(application.revision - before.revision).toBe(
        application.status === 'underReview' && before.status !== 'underReview' ? 1 : 0,
      );
      expect(application.submitted?.revision ?? 0).toBe(application.revision);
      if (application.status === 'approved') {
        expect(application.decision).toMatchObject({ outcome: 'approve', revision: application.revision });
        expect(isOpenToApplicant(application)).toBe(false);
      }
    }
  },
);
