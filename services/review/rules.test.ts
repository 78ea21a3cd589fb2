import { Role, StaffRole, type ReviewOutcome } from '@kequan/contracts';
import type { Caller } from '@kequan/kit';
import { isInInboxOf, isOverdue, requireAnother, requireComment, requireGrantFits } from './rules';

const caller = (role: Role, programmeId = 'jiangsu'): Caller => ({ accountId: 'a', role, programmeId });

describe('the inbox', () => {
  it('when a task is open to a role, then only that role of its programme has it', () => {
    const task = { candidateRoles: ['office' as const], programmeId: 'jiangsu' };
    for (const role of Role.options) expect(isInInboxOf(caller(role), task)).toBe(role === 'office');
    expect(isInInboxOf(caller('office', 'shaanxi'), task)).toBe(false);
  });

  it('when a task is escalated to the platform administrator, then he has it whatever its programme', () => {
    const task = { candidateRoles: ['office' as const, 'platformAdmin' as const], programmeId: 'shaanxi' };
    expect(isInInboxOf(caller('platformAdmin', 'jiangsu'), task)).toBe(true);
    expect(isInInboxOf(caller('platformAdmin'), { ...task, candidateRoles: ['office'] })).toBe(false);
  });

  it('when a task was never opened, then nobody has it', () => {
    const task = { candidateRoles: [], programmeId: 'jiangsu' };
    for (const role of StaffRole.options) expect(isInInboxOf(caller(role), task)).toBe(false);
  });
});

describe('a decision', () => {
  it('when the caller submitted it himself, then he may not decide', () => {
    expect(() => requireAnother(caller('office'), { applicantAccountId: 'a' })).toThrow('NotAllowed');
    expect(() => requireAnother(caller('office'), { applicantAccountId: 'b' })).not.toThrow();
  });

  it.each<[ReviewOutcome, boolean]>([
    ['approve', true],
    ['return', false],
    ['reject', false],
  ])('when it is %s without a comment, then allowed is %s', (outcome, allowed) => {
    const decide = () => requireComment({ outcome, comments: [] });
    if (allowed) expect(decide).not.toThrow();
    else expect(decide).toThrow('CommentRequired');
    expect(() => requireComment({ outcome, comments: [{ text: '请补充' }] })).not.toThrow();
  });
});

describe('a task', () => {
  const dueAt = new Date('2026-11-24T16:00:00Z');

  it('when it is open past its due time, then it is overdue, and not a moment before', () => {
    expect(isOverdue({ status: 'open', dueAt }, dueAt.getTime())).toBe(false);
    expect(isOverdue({ status: 'open', dueAt }, dueAt.getTime() + 1)).toBe(true);
  });

  it('when it is closed, then it is not overdue', () => {
    expect(isOverdue({ status: 'closed', dueAt }, dueAt.getTime() + 1)).toBe(false);
  });
});

describe('what an approval grants', () => {
  const grant = (outcome: ReviewOutcome, subjectKind: 'application' | 'service') => () =>
    requireGrantFits({ outcome, comments: [], approvedFen: 100 }, { subjectKind });

  it('when it is the approval of a voucher application, then an amount may be given', () => {
    expect(grant('approve', 'application')).not.toThrow();
    expect(() =>
      requireGrantFits({ outcome: 'approve', comments: [] }, { subjectKind: 'service' }),
    ).not.toThrow();
  });

  it('when it is anything else, then an amount is refused', () => {
    const refused = expect.objectContaining({ code: 'InputInvalid' }) as Error;
    expect(grant('return', 'application')).toThrow(refused);
    expect(grant('approve', 'service')).toThrow(refused);
  });

  it('when less than the claim is paid, then the amount and the coded deductions come together, and only then', () => {
    const refused = expect.objectContaining({ code: 'InputInvalid' }) as Error;
    const deductions = [{ reason: 'notPayable' as const, amountFen: 100 }];
    const pay =
      (given: object, subjectKind: 'payment' | 'claim' = 'payment') =>
      () =>
        requireGrantFits({ outcome: 'approve', comments: [], ...given }, { subjectKind });
    expect(pay({})).not.toThrow();
    expect(pay({ approvedFen: 900, deductions })).not.toThrow();
    expect(pay({ approvedFen: 900 })).toThrow(refused);
    expect(pay({ deductions })).toThrow(refused);
    expect(pay({ approvedFen: 900, deductions }, 'claim')).toThrow(refused);
  });
});
