import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const POLICIES = require.resolve('./regular-policies');

interface Request {
  request: string;
  contextInfo: { issuer: string };
}
interface ModuleFactory {
  hooks: { beforeResolve: { tap: (name: string, replace: (request: Request) => void) => void } };
}
interface Compiler {
  hooks: { normalModuleFactory: { tap: (name: string, tapped: (factory: ModuleFactory) => void) => void } };
}

/** The product's workflows, with regular activities alone. @returns the bundle's path */
export async function regularBundle(): Promise<string> {
  let replaced = 0;
  const plugin = {
    apply: (compiler: Compiler) => {
      compiler.hooks.normalModuleFactory.tap('regular', ({ hooks }) => {
        hooks.beforeResolve.tap('regular', (wanted) => {
          if (!/\/policies$/.test(wanted.request) || wanted.contextInfo.issuer === POLICIES) return;
          wanted.request = POLICIES;
          replaced += 1;
        });
      });
    },
  };
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('@kequan/workflows'),
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({ ...config, plugins: [...(config.plugins ?? []), plugin] }),
  });
  if (replaced === 0) throw new Error('no workflow asked for ./policies');
  const path = join(tmpdir(), `kequan-regular-${String(process.pid)}.js`);
  await writeFile(path, code);
  return path;
}
