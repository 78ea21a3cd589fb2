// Builds the workflow bundles beside the compiled workflows, so that a container need not (and cannot) write them.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../services/host/package.json', import.meta.url));
const { workflowBundle } = require('@kequan/kit');
const workflows = require.resolve('@kequan/workflows');
for (const tracing of [false, true]) {
  process.stdout.write(`${await workflowBundle(workflows, tracing)}\n`);
}
process.exit(0);
