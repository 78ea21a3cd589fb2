import { createLog } from '../base/log';
import { allEnded, createUndo } from './undo';

describe('what a start did', () => {
  it('when it is undone, then newest first, once, and one that fails or hangs does not keep the others', async () => {
    const lines: string[] = [];
    const undone: string[] = [];
    const undo = createUndo(createLog('error', 'test', { write: (line) => void lines.push(line) }), 20);
    undo.push('first', async () => void undone.push('first'));
    undo.push('failing', () => Promise.reject(new Error('no')));
    undo.push('hanging', () => new Promise(() => undefined));
    undo.push('last', async () => void undone.push('last'));
    await Promise.all([undo.all(), undo.all()]);
    await undo.all();
    expect(undone).toEqual(['last', 'first']);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('hanging');
    expect(lines[1]).toContain('failing');
  });

  it('when one of several fails, then the others are waited for before it is told', async () => {
    let ended = false;
    const slow = new Promise<void>((resolve) => setImmediate(resolve)).then(() => void (ended = true));
    await expect(allEnded([Promise.reject(new Error('quick')), slow])).rejects.toThrow('quick');
    expect(ended).toBe(true);
    expect(await allEnded([Promise.resolve(1), 'two'])).toEqual([1, 'two']);
  });
});
