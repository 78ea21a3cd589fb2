import { call } from '../call';
import { testIdentity } from '../identity';
import { startTestProcess } from '../process';
import { purseService } from '../purse-service';

/**
 * Starts a process and ends it, in order or by a failing start, and then does nothing: when nothing is left open, the process
 * ends by itself.
 */
async function main(): Promise<void> {
  const [how = ''] = process.argv.slice(2);
  const identity = await testIdentity();
  const failing = async (): Promise<void> => {
    if (how === 'fails') throw new Error('does not start');
  };
  const { definition } = purseService({ start: failing, handle: async () => undefined });
  try {
    const running = await startTestProcess({ definitions: [identity.definition, definition] });
    const { status } = await call(running.port, 'POST /v1/purses', { body: { name: 'a' } });
    await running.stop();
    process.send?.(`answered ${status}`);
  } catch (error) {
    process.send?.(String(error));
  }
  process.disconnect();
}

void main();
