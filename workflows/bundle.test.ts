import { readFile } from 'node:fs/promises';
import { workflowBundle } from './tests/bundle';

test('when the workflows are bundled, then the schema library and its 4 MB a run are not among them', async () => {
  const code = await readFile((await workflowBundle()).codePath, 'utf8');
  expect(code).toContain('institutionOnboarding');
  expect(code).not.toMatch(/node_modules\/zod\//);
  expect(code).not.toMatch(/node_modules\/uuid\//);
});
