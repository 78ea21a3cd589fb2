import { temporal } from '@temporalio/proto';

export type History = temporal.api.history.v1.IHistory;

export interface HistorySize {
  events: number;
  bytes: number;
}

/** What a history weighs: its events, and its bytes as Temporal stores them. */
export function sizeOf(history: History): HistorySize {
  return {
    events: history.events?.length ?? 0,
    bytes: temporal.api.history.v1.History.encode(history).finish().length,
  };
}
