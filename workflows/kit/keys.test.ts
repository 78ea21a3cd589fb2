import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WORKFLOWS = join(__dirname, '..');
const sources = readdirSync(WORKFLOWS, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.ts$/.test(file) && !/^(dist|tests|node_modules)\/|\.test\.ts$/.test(file),
);

test('M7: when a workflow makes a key, then it is made in kit/keys.ts, which gives each try an identity of its own', () => {
  const made = sources.filter((file) => /\/\$\{|\}\/[^`]*`|\/(undo|release|hold|commit)`/.test(code(file)));
  expect(made).toEqual([]);
  expect(sources).toContain('kit/keys.ts');
});

test('M9: when a workflow undoes something, then it is an attempt that does: nothing else registers an undo', () => {
  const undoing = sources.filter((file) => /compensat/i.test(code(file)));
  expect(undoing).toContain('kit/attempts.ts');
  expect(sources.filter((file) => /new Map<string, \(\) => Promise/.test(code(file)))).toEqual([]);
});

/** A file's code, without its comments. */
function code(file: string): string {
  return readFileSync(join(WORKFLOWS, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}
