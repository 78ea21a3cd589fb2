import { programArguments } from '@kequan/kit';
import { caseFile } from '../../testing/imported';
import { fewAtOnce } from './few-at-once';
import { readApart } from './read-apart';

const reader = (name: string) => programArguments(__filename, '..', '..', 'testing', 'children', name);
const file = caseFile('c09-hidden-first');
const tooMuch = { code: 'ImportFileRefused', fields: [{ path: 'body.file', message: 'SheetTooMuch' }] };

describe('P1: a reading apart from the service', () => {
  it('when it does not end, then it is killed and others are read', async () => {
    const endless = readApart(file, { timeMs: 3_000 }, reader('endless-reader'));
    const [refusal, rows] = await Promise.allSettled([endless, readApart(file)]);
    expect(refusal).toMatchObject({ status: 'rejected', reason: { code: 'Unavailable' } });
    expect(rows).toMatchObject({ status: 'fulfilled', value: [{ rowNo: 1 }, { rowNo: 2 }] });
  });

  it('when it takes more memory than it may, then the file is too much and this process lives on', async () => {
    await expect(readApart(file, { heapMebibytes: 48 }, reader('greedy-reader'))).rejects.toMatchObject(
      tooMuch,
    );
  });

  it('when it answers more than it may, then the file is too much', async () => {
    await expect(readApart(file, { answerBytes: 100 })).rejects.toMatchObject(tooMuch);
  });

  it('when it has a mistake, then that is not blamed on the file', async () => {
    await expect(readApart(file, {}, ['--eval', 'throw new Error("ours")'])).rejects.toThrow('ours');
  });
});

describe('P1: uploads at the same time', () => {
  it('when all places are taken, then the next wait, and who comes after them is told to come again', async () => {
    const inTurn = fewAtOnce({ running: 1, waiting: 1 });
    const first = Promise.withResolvers<string>();
    const begun: string[] = [];
    const task = (name: string, end: Promise<string>) => () => {
      begun.push(name);
      return end;
    };
    const a = inTurn(task('a', first.promise));
    const b = inTurn(task('b', Promise.resolve('b')));
    await expect(inTurn(task('c', Promise.resolve('c')))).rejects.toMatchObject({ code: 'Unavailable' });
    expect(begun).toEqual(['a']);
    first.reject(new Error('it failed'));
    await expect(a).rejects.toThrow('it failed');
    expect(await b).toBe('b');
    expect(await inTurn(task('d', Promise.resolve('d')))).toBe('d');
  });
});
