import { Failure, JUDGEMENT_OF, type Judgement } from '@kequan/contracts';
import { isError } from './is-error';
import { judgeHttp } from './of-http';
import { judgeKafka } from './of-kafka';
import { judgeStore } from './of-store';
import { judgeTemporal } from './of-temporal';

/** Those who know the errors of one client each; what is another's, they leave to the next. */
const JUDGES = [judgeStore, judgeTemporal, judgeKafka, judgeHttp] as const;

/**
 * The one judgement of failures: whether any error may pass, is final, or is a mistake of ours. Activities, consumers, answers,
 * processes and the relay ask it and nothing else (docs/decisions/0018). An error that nobody knows is judged by what caused it.
 */
export function judge(error: unknown): Judgement {
  if (error instanceof Failure) return JUDGEMENT_OF[error.code];
  for (const judgeOne of JUDGES) {
    const judgement = judgeOne(error, judge);
    if (judgement) return judgement;
  }
  return isError(error) && isError(error.cause) ? judge(error.cause) : 'mistake';
}

/** Whether the same call may work later. */
export function mayPass(error: unknown): boolean {
  return judge(error) === 'mayPass';
}
