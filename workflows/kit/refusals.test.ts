import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { failure, isFailureCode, JUDGEMENT_OF, type FailureCode } from '@kequan/contracts';
import { BROKEN_RULES, brokenRule } from './refusals';

/** A step that failed with a failure of ours, as a worker sends it. */
const failed = (code: FailureCode) =>
  new ActivityFailure(
    'x',
    'captureHold',
    '1',
    'MAXIMUM_ATTEMPTS_REACHED',
    undefined,
    ApplicationFailure.create({ message: code, type: code, details: [{ code }, []] }),
  );
const CODES = Object.keys(JUDGEMENT_OF).filter(isFailureCode);

it.each(CODES)(
  'when a step fails with %s, then it is a broken rule just when that is judged final',
  (code) => {
    const isFinal = JUDGEMENT_OF[failure(code).code] === 'final';
    expect(brokenRule(failed(code))?.type).toBe(isFinal ? code : undefined);
    expect(BROKEN_RULES.includes(code)).toBe(isFinal);
  },
);

it('when a step fails by a fault, then no rule is broken', () => {
  expect(brokenRule(ApplicationFailure.create({ message: 'x', type: 'TypeError' }))).toBeUndefined();
});
