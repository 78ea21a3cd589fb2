/**
 * What an open process tells of itself to whoever looks for it (Temporal's visibility), by name, with its type there. No
 * personal data: search attributes are not sealed.
 */
export const SEARCH_ATTRIBUTES = {
  KequanProgramme: 'Keyword',
  KequanInstitution: 'Keyword',
  /** The step that is waited for, as the progress of the process names it. */
  KequanStep: 'Keyword',
  /** Who must act next: `BallHolder`. */
  KequanHolder: 'Keyword',
  KequanDueAt: 'Datetime',
  /** When the wait began, as `Deadlines.sinceMs` says. */
  KequanWaitingSince: 'Datetime',
  /** The working days of the wait's clock. */
  KequanWaitDays: 'Int',
  /** Whether the wait's clock forfeits. */
  KequanForfeits: 'Bool',
} as const;

export type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES;
