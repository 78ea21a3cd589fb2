import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Traces through workflow code need modules in the bundle that would only cost time while tracing is off. */
const TRACING_MODULE = '@temporalio/interceptors-opentelemetry-v2/lib/workflow-interceptors';

/**
 * The bundle of all workflow code, built when it is missing or older than the code; a release carries it ready-made.
 * @param workflowsPath the compiled entry of the workflows
 * @returns the bundle's path
 * @throws Error with what the bundler said, when the code does not bundle
 */
export async function workflowBundle(workflowsPath: string, tracing: boolean): Promise<string> {
  const codePath = join(dirname(workflowsPath), tracing ? 'workflow-bundle-traced.js' : 'workflow-bundle.js');
  // The code of the contracts is in the bundle too.
  const folders = [dirname(workflowsPath), dirname(require.resolve('@kequan/contracts'))];
  const newest = Math.max(...(await Promise.all(folders.map(newestMs))));
  if (existsSync(codePath) && statSync(codePath).mtimeMs >= newest) return codePath;
  const said: string[] = [];
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    ...(tracing ? { workflowInterceptorModules: [require.resolve(TRACING_MODULE)] } : {}),
    logger: new DefaultLogger('ERROR', ({ message }) => void said.push(message)),
  }).catch((error: unknown) => {
    throw new Error(`the workflow code could not be bundled:\n${said.join('\n')}`, { cause: error });
  });
  // Two processes of one start may build it side by side; either one's is good.
  const unfinished = `${codePath}.${randomUUID()}`;
  await writeFile(unfinished, code);
  await rename(unfinished, codePath);
  return codePath;
}

async function newestMs(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  return Math.max(
    0,
    ...files
      .filter((file) => /\.js(on)?$/.test(file) && !file.includes('workflow-bundle'))
      .map((file) => statSync(join(folder, file)).mtimeMs),
  );
}
