/**
 * What an open process tells of itself to whoever looks for it (Temporal's visibility), by name, with its type in the
 * words of the SDK. No personal data: search attributes are not sealed.
 */
export const SEARCH_ATTRIBUTES = {
  KequanProgramme: 'KEYWORD',
  KequanInstitution: 'KEYWORD',
  /** The step that is waited for, as the progress of the process names it. */
  KequanStep: 'KEYWORD',
  /** Who must act next: `BallHolder`. */
  KequanHolder: 'KEYWORD',
  KequanDueAt: 'DATETIME',
  /** When the wait began, as `Deadlines.sinceMs` says. */
  KequanWaitingSince: 'DATETIME',
  /** The working days of the wait's clock. */
  KequanWaitDays: 'INT',
  /** Whether the wait's clock forfeits. */
  KequanForfeits: 'BOOL',
} as const;

export type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES;

/** Temporal's numbers of these types (IndexedValueType in temporal/api/enums/v1/common.proto), for who makes a namespace know them. */
export const INDEXED_VALUE_TYPES = { KEYWORD: 2, INT: 3, BOOL: 5, DATETIME: 6 } as const;
