import { dirname } from 'node:path';
import { endAs, inForeground } from './foreground.mjs';

/** Runs this very command on another Node.js, and ends as it ends. */
export async function goOnWith(node) {
  // npm looks for the machine's settings beside the Node.js that runs it: they stay those of this one.
  const env = { PREFIX: dirname(dirname(process.execPath)), ...process.env };
  endAs(
    await inForeground(node, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env }),
  );
}

/** When the process that went on with this one is killed, then this one ends in order too. */
export function endWithParent() {
  if (!process.channel) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
