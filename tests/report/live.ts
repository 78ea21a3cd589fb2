import type { Audience } from '../journey/player';
import type { Run } from '../journey/run';
import { paint } from './paint';
import { say } from './words';

/** Prints each step while it goes: who does what, and what came of it. */
export function liveReport(run: Run, print: (line: string) => void): Audience {
  let number = 0;
  return {
    stepBegins(step) {
      number += 1;
      const actor = run.journey.actors[step.actor]?.name ?? step.actor;
      const count = run.journey.steps.length;
      print(`\n${paint.dim(say('step', { number, count }))} ${paint.strong(actor)}：${step.words}`);
    },
    stepEnded(step, { status, seen }) {
      const refused = step.expect.refused ? `${say('refused')} ` : '';
      const parts = [status && say(`status.${status}`), seen && `${refused}${seen}`].filter(Boolean);
      if (parts.length > 0) print(`      ${paint.good('✓')} ${parts.join(' · ')}`);
      for (const { phrases } of step.expect.sms)
        print(`      ${paint.blue('✉')} ${say('sms')}：${phrases.join(' … ')}`);
    },
  };
}
