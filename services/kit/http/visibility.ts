import type { Caller } from './policy';

/** The part of a list's filter that keeps staff to their own programme; the platform administrator sees all. */
export function ofProgramme(caller: Caller): { programmeId?: string } {
  return caller.role === 'platformAdmin' ? {} : { programmeId: caller.programmeId };
}
