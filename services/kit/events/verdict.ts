import { judge } from '../failures/judge';

/** What becomes of an event whose handler failed: waited with for as long as it takes, tried again, or put aside. */
export type Verdict = 'wait' | 'tryAgain' | 'putAside';

/** @param attempt from 1 @param attempts after how many attempts a mistake of ours is put aside */
export function verdictOn(error: unknown, attempt: number, attempts: number): Verdict {
  const judgement = judge(error);
  switch (judgement) {
    case 'mayPass':
      return 'wait';
    case 'final':
      return 'putAside';
    case 'mistake':
      return attempt < attempts ? 'tryAgain' : 'putAside';
  }
}
