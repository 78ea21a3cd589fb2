import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

const REPOSITORY = join(__dirname, '..', '..', '..');
const WORKFLOWS = join(REPOSITORY, 'workflows');
const CONTRACTS = join(REPOSITORY, 'contracts');
/** The bundles of test runs; one per state of the sources. */
const KEPT_IN = join(REPOSITORY, 'node_modules', '.cache', 'kequan');

/** The bundle of the workflows' sources, for tests that need no build before them. @returns its path */
export async function testWorkflowBundle(): Promise<string> {
  const newestMs = Math.max(...(await Promise.all([WORKFLOWS, CONTRACTS].map(newestSourceMs))));
  const path = join(KEPT_IN, `workflow-bundle-${Math.round(newestMs)}.js`);
  if (await exists(path)) return path;
  const silent = (): void => undefined;
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(WORKFLOWS, 'index.ts'),
    logger: { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    webpackConfigHook: (config) => {
      const alias = config.resolve?.alias;
      const others = Array.isArray(alias) ? {} : alias;
      const sources = {
        '@kequan/contracts$': join(CONTRACTS, 'index.ts'),
        '@kequan/contracts/pure$': join(CONTRACTS, 'pure.ts'),
      };
      return { ...config, resolve: { ...config.resolve, alias: { ...others, ...sources } } };
    },
  });
  await mkdir(KEPT_IN, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, code);
  await rename(unfinished, path);
  return path;
}

async function newestSourceMs(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => /\.(ts|json)$/.test(file) && !/(^|\/)(dist|node_modules|tests|histories)\//.test(file),
  );
  const times = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).mtimeMs));
  return Math.max(0, ...times);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
