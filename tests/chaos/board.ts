import type { Audience } from '../journey/player';
import type { Step } from '../journey/script';

/** Where a journey is. */
interface Place {
  name: string;
  number: number;
  of: number;
  words: string;
  sinceMs: number;
  ended: boolean;
}

/** Knows of every journey at which step it is, so that a stuck one can be named. */
export interface Board {
  /** A journey is about to begin. */
  enter(name: string, steps: number): Audience & { ended: () => void; where: () => string };
  /** Those that have not ended, each with its step. */
  underWay(): string[];
}

/** An empty board. */
export function createBoard(): Board {
  const places: Place[] = [];
  return {
    enter(name, steps) {
      const place: Place = { name, number: 0, of: steps, words: '', sinceMs: Date.now(), ended: false };
      places.push(place);
      return {
        stepBegins({ words, actor, does }: Step) {
          Object.assign(place, {
            number: place.number + 1,
            words: `${actor} ${does} “${words}”`,
            sinceMs: Date.now(),
          });
        },
        ended: () => void (place.ended = true),
        where: () => textOf(place),
      };
    },
    underWay: () => places.filter(({ ended }) => !ended).map(textOf),
  };
}

function textOf({ name, number, of, words, sinceMs }: Place): string {
  const seconds = Math.round((Date.now() - sinceMs) / 1000);
  return `${name} at step ${number}/${of}, ${words}, for ${seconds} s`;
}
