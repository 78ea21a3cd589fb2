import { KeyedAnswers } from './keyed-answers';

describe('M28 the answers of a run, by their keys', () => {
  test('when a key was done, then it is answered again and nothing is done', async () => {
    const answers = new KeyedAnswers<number>();
    expect(await answers.of('k', async () => 1)).toBe(1);
    expect(answers.know('k')).toBe(true);
    expect(await answers.of('k', () => Promise.reject(new Error('done twice')))).toBe(1);
  });

  test('when a key was done that has nothing to answer, then it is not done again either', async () => {
    const answers = new KeyedAnswers<undefined>();
    await answers.of('k', async () => undefined);
    await expect(answers.of('k', () => Promise.reject(new Error('done twice')))).resolves.toBeUndefined();
  });

  test('when a key is being done, then who comes with it has the same answer', async () => {
    const answers = new KeyedAnswers<number>();
    let done: (answer: number) => void = () => undefined;
    const first = answers.of('k', () => new Promise((resolve) => (done = resolve)));
    const second = answers.of('k', () => Promise.reject(new Error('done twice')));
    done(7);
    expect(await Promise.all([first, second])).toEqual([7, 7]);
  });

  test('when a key was refused, then nobody remembers it, and it is judged anew', async () => {
    const answers = new KeyedAnswers<number>();
    await expect(answers.of('k', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(answers.know('k')).toBe(false);
    expect(await answers.of('k', async () => 2)).toBe(2);
  });
});
