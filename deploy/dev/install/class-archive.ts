import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { awaitCondition } from '../await-condition';
import type { Say } from '../infra-types';
import { javaCommand } from './tools';

const ARCHIVE = 'classes.jsa';
const READY_WITHIN_MS = 60_000;

/** Ends its child when its own standard input ends, thus also when the installing process is killed. */
const GUARD = '"$@" & child=$!; read line; kill $child; wait $child';

/** A first start of a Java program, made only to see which classes it loads. */
export interface FirstStart {
  title: string;
  /** The installation; the program runs in it, so that the class path stays the same when the folder is renamed. */
  home: string;
  /** Its data, removed when it has ended. */
  dataDir: string;
  /** Everything after the options of the virtual machine, with class path `lib/*`. */
  args: string[];
  probe(): Promise<void>;
}

/** Options for `java`: the archive of loaded classes makes Kafka start in 1.4 s in place of 6. */
export function classArchiveOptions(home: string): string[] {
  return existsSync(join(home, ARCHIVE)) ? [`-XX:SharedArchiveFile=${ARCHIVE}`, '-Xlog:cds=off'] : [];
}

/** Starts the program once and records its classes. A virtual machine that cannot do that starts it slowly: no error. */
export async function recordClasses(first: FirstStart, say: Say): Promise<void> {
  const options = [`-XX:ArchiveClassesAtExit=${ARCHIVE}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off'];
  const child = spawn('sh', ['-c', GUARD, 'guard', javaCommand(), ...options, ...first.args], {
    cwd: first.home,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  try {
    await awaitCondition(
      { what: `a first start of ${first.title}`, deadlineMs: READY_WITHIN_MS },
      async () => {
        await first.probe();
        return true;
      },
    );
  } catch (error) {
    say(`${first.title}: it will start slowly (${error instanceof Error ? error.message : String(error)})`);
    rmSync(join(first.home, ARCHIVE), { force: true });
  } finally {
    child.stdin.end();
    await exited;
    rmSync(first.dataDir, { recursive: true });
  }
}
