import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePorts } from '../ports';
import { claimRun } from '../process/run';
import type { PartDefinition } from './part';
import type { RunningPart } from './running-part';
import { startPart } from './running-part';

/** A part that one test file has for itself, so that it may be killed and its log read. */
export interface OwnPart {
  part: RunningPart;
  /** Stops the part and removes its data. */
  end(): Promise<void>;
}

/** Starts a part with its data in a new folder; resolves when it answers. */
export async function startOwnPart(definition: PartDefinition): Promise<OwnPart> {
  const quiet = (): void => undefined;
  const dataDir = mkdtempSync(join(tmpdir(), `kequan-${definition.name}-`));
  const run = await claimRun(dataDir, quiet);
  const part = await startPart(run, definition, await choosePorts(dataDir, definition.ports), quiet);
  return {
    part,
    end: async () => {
      await part.stop();
      run.release();
      rmSync(dataDir, { recursive: true });
    },
  };
}
