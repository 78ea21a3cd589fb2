import { OutsideAnswer } from '@kequan/kit';

/** The bank, as settlement knows it. */
export interface Bank {
  /** Hands a file in. The bank knows it by its id: handed in again, it is there once. @throws Error when the bank does not take it */
  send(batchId: string, text: string): Promise<void>;
  /** The confirmation of a file; undefined while there is none. @throws Error when the bank does not answer */
  confirmationOf(batchId: string): Promise<string | undefined>;
}

/** One call takes no longer; past it the step is tried again. */
const ANSWER_WITHIN_MS = 20_000;

/** The bank behind an address (docs/reference/bank-file.md). */
export function bankAt(baseUrl: string): Bank {
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(path, baseUrl), { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  const pathOf = (batchId: string): string => `/payment-files/${encodeURIComponent(batchId)}`;
  return {
    async send(batchId, text) {
      const answer = await call(pathOf(batchId), {
        method: 'PUT',
        headers: { 'content-type': 'text/csv; charset=utf-8', 'idempotency-key': batchId },
        body: text,
      });
      // The answer's words may repeat an account: only the status is told.
      await answer.arrayBuffer();
      if (!answer.ok) throw new OutsideAnswer(`the bank, for the file of ${batchId},`, answer.status);
    },
    async confirmationOf(batchId) {
      const answer = await call(`${pathOf(batchId)}/confirmation`);
      const text = await answer.text();
      if (answer.status === 202) return undefined;
      if (!answer.ok) throw new OutsideAnswer(`the bank, for the confirmation of ${batchId},`, answer.status);
      return text;
    },
  };
}
