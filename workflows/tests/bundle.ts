import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const WORKFLOWS = join(__dirname, '..');
const CONTRACTS = join(__dirname, '..', '..', 'contracts');

let codePath: Promise<string> | undefined;

/** The path of the bundle of the workflows' sources; built once for all test files while the sources stay the same. */
export function workflowBundle(): Promise<{ codePath: string }> {
  codePath ??= built();
  return codePath.then((path) => ({ codePath: path }));
}

async function built(): Promise<string> {
  const path = join(tmpdir(), `kequan-workflows-${await sourcesHash()}.js`);
  if (existsSync(path)) return path;
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(WORKFLOWS, 'index.ts'),
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        alias: {
          ...(config.resolve?.alias as Record<string, string>),
          '@kequan/contracts/pure$': join(CONTRACTS, 'pure.ts'),
        },
      },
    }),
  });
  const unfinished = `${path}.${String(process.pid)}`;
  await writeFile(unfinished, code);
  await rename(unfinished, path);
  return path;
}

async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [WORKFLOWS, CONTRACTS]) {
    const files = await readdir(folder, { recursive: true });
    for (const file of files.filter(isSource).sort())
      hash.update(file).update(await readFile(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function isSource(file: string): boolean {
  return (
    /\.(ts|json)$/.test(file) &&
    !/(^|\/)(dist|node_modules|tests|histories|examples)\/|\.test\.ts$/.test(file)
  );
}
