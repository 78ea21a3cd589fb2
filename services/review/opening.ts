import type { KeQuanEvent, OpenTask, ReviewActivities, SubjectKind, TaskOpening } from '@kequan/contracts';
import type { EventHandler } from '@kequan/kit';

/** Opens the tasks that events tell of: they cost their process nothing (decision 0013). */
export function taskOpener({ openTask }: Pick<ReviewActivities, 'openTask'>): EventHandler {
  return async (event) => {
    const task = taskIn(event);
    if (task) await openTask(task);
  };
}

/** The task that an event opens; undefined when it opens none. */
function taskIn(event: KeQuanEvent): OpenTask | undefined {
  switch (event.type) {
    case 'kequan.trade.claim-submitted.v1':
      return taskOf(event, 'claim');
    case 'kequan.trade.claim-decided.v1':
      return taskOf(event, 'payment');
    default:
      return undefined;
  }
}

type OpeningEvent = Extract<
  KeQuanEvent,
  { type: 'kequan.trade.claim-submitted.v1' | 'kequan.trade.claim-decided.v1' }
>;

function taskOf({ data }: OpeningEvent, kind: SubjectKind): OpenTask | undefined {
  const { opens, programmeId, institutionId, applicantAccountId, revision, dealId } = data;
  if (!opens) return undefined;
  const { openedAt, dueAt, ...told }: TaskOpening = opens;
  return {
    ...told,
    programmeId,
    subject: { kind, id: dealId, institutionId, stage: kind },
    revision,
    applicantAccountId,
    openedAtMs: Date.parse(openedAt),
    dueAtMs: Date.parse(dueAt),
  };
}
