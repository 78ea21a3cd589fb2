import type { Say } from '../infra-types';
import { defaultDataDir } from '../paths';
import { bringUp, InterruptedError } from '../system/bring-up';
import { aborted, interruption } from '../system/interruption';
import { welcome } from '../system/welcome';

/** `npm start`: brings everything up, says where to click, and ends everything at Ctrl-C. @returns the exit code */
export async function start(say: Say): Promise<number> {
  const interrupted = interruption();
  try {
    const system = await bringUp(defaultDataDir(), say, interrupted);
    say(welcome(system));
    await aborted(interrupted);
    say('ending ...');
    await system.stop();
    say('everything has ended');
    return 0;
  } catch (error) {
    if (error instanceof InterruptedError) {
      say(error.message);
      return 1;
    }
    throw error;
  }
}
