import { newId } from '@kequan/contracts';
import { DECISION, shaped, STAGE_SUBMISSION, WITHDRAWAL } from './shapes';

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
