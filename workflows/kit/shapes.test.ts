import { newId, type ReviewOutcome } from '@kequan/contracts';
import { DECISION, WITHDRAWAL } from '../review/shapes';
import { STAGE_SUBMISSION } from '../onboarding/shapes';
import { among, list, optional, part, positive, shaped, words, type Shape } from './shapes';

const decision = {
  key: 'k',
  taskId: newId(),
  outcome: 'return',
  comments: [{ path: 'address', text: '请补充' }],
  decidedBy: newId(),
};

describe('the shape of a message', () => {
  test('when it is right, then it is taken without what it should not have', () => {
    expect(shaped(DECISION, { ...decision, isAdmin: true })).toEqual(decision);
  });

  test.each([
    ['nothing', undefined],
    ['a text', 'approve'],
    ['another outcome', { ...decision, outcome: 'constructor' }],
    ['a task id that is none', { ...decision, taskId: '1' }],
    ['an empty comment', { ...decision, comments: [{ text: ' ' }] }],
    ['too many comments', { ...decision, comments: Array.from({ length: 51 }, () => ({ text: 'x' })) }],
    ['no key', { ...decision, key: undefined }],
  ])('when it is %s, then it is refused', (_, message) => {
    expect(() => shaped(DECISION, message)).toThrow(
      expect.objectContaining({ type: 'InputInvalid' }) as Error,
    );
  });

  test('when several fields are wrong, then the refusal counts them', () => {
    expect(() => shaped(WITHDRAWAL, {})).toThrow(
      expect.objectContaining({ details: [{ count: 2 }, []] }) as Error,
    );
  });

  test('when a field is optional, then it may be missing', () => {
    const submission = {
      key: 'k',
      stage: 'shop',
      version: 0,
      submittedBy: newId(),
      attachmentIds: [],
      serviceIds: [],
    };
    expect(shaped(STAGE_SUBMISSION, submission)).toEqual(submission);
    expect(() => shaped(STAGE_SUBMISSION, { ...submission, version: 1.5 })).toThrow();
  });
});

interface Told {
  amountFen: number;
  outcome: ReviewOutcome;
  reason?: string;
  lines: { amountFen: number }[];
}

describe('the shape of a message, when it is written', () => {
  const right: Shape<Told> = {
    amountFen: positive,
    outcome: among<ReviewOutcome>({ approve: true, return: true, reject: true }),
    reason: optional(words(10)),
    lines: list(part({ amountFen: positive }), 2),
  };
  const told = { amountFen: 1, outcome: 'approve', lines: [{ amountFen: 1 }] };

  test('when each check is of its field, then a message is read by it, with its parts', () => {
    expect(shaped(right, told)).toEqual(told);
    expect(() => shaped(right, { ...told, lines: [{ amountFen: 1, isAdmin: true }] })).toThrow();
    expect(() => shaped(right, { ...told, lines: [{}] })).toThrow();
  });

  test('when a check is not of its field, then it does not compile', () => {
    // @ts-expect-error a text is no amount
    expect({ ...right, amountFen: words(10) } satisfies Shape<Told>).toBeDefined();
    // @ts-expect-error a union has all its names
    expect({ ...right, outcome: among({ approve: true }) } satisfies Shape<Told>).toBeDefined();
    // @ts-expect-error what may be missing is optional
    expect({ ...right, reason: words(10) } satisfies Shape<Told>).toBeDefined();
    // @ts-expect-error what must be there is not
    expect({ ...right, amountFen: optional(positive) } satisfies Shape<Told>).toBeDefined();
    // @ts-expect-error a list is of what the field lists
    expect({ ...right, lines: list(words(10), 2) } satisfies Shape<Told>).toBeDefined();
    // @ts-expect-error no field is left out
    expect({ amountFen: positive } satisfies Shape<Told>).toBeDefined();
  });
});
