import { mongo } from 'mongoose';
import { failure } from '@kequan/contracts';
import { verdictOn } from './verdict';

describe('an event whose handler failed', () => {
  it.each<{ when: string; error: unknown; early: string; late: string }>([
    { when: 'the store is away', error: new mongo.MongoNetworkError('x'), early: 'wait', late: 'wait' },
    { when: 'what it asks is away', error: failure('Unavailable'), early: 'wait', late: 'wait' },
    {
      when: 'a shard cannot be reached (G4)',
      error: new mongo.MongoServerError({ message: 'HostUnreachable', code: 6 }),
      early: 'wait',
      late: 'wait',
    },
    { when: 'two writers met', error: failure('Overtaken'), early: 'wait', late: 'wait' },
    { when: 'what it is of is not there', error: failure('NotFound'), early: 'putAside', late: 'putAside' },
    { when: 'the mistake is ours', error: new TypeError('x'), early: 'tryAgain', late: 'putAside' },
    { when: 'something else failed', error: failure('Internal'), early: 'tryAgain', late: 'putAside' },
    { when: 'a rule is broken', error: failure('FormIncomplete'), early: 'putAside', late: 'putAside' },
  ])('when $when, then $early, and after the last attempt $late', ({ error, early, late }) => {
    expect(verdictOn(error, 1, 6)).toBe(early);
    expect(verdictOn(error, 6, 6)).toBe(late);
    expect(verdictOn(error, 1_000, 6)).toBe(late);
  });
});
