import { DECIDED_BY_RULES, type KeQuanEvent, type SubjectKind } from '@kequan/contracts';
import type { EventHandler } from '@kequan/kit';
import { closeByEvent, type TaskEnd } from './closing';
import type { Tasks } from './model';

/** Closes tasks when their subject was decided or withdrawn: closing costs the process nothing. */
export function taskCloser(tasks: Tasks): EventHandler {
  return async (event) => {
    const end = endOf(event);
    if (end) await closeByEvent(tasks, end);
  };
}

/** The end of a task in an event; undefined when the event tells of something else. */
function endOf(event: KeQuanEvent): TaskEnd | undefined {
  switch (event.type) {
    case 'kequan.institution.stage-decided.v1':
      // What passed by itself never had a task.
      if (event.data.decidedBy === DECIDED_BY_RULES) return undefined;
      return end(event, 'stage', event.data.institutionId, event.data.stage);
    case 'kequan.institution.stage-withdrawn.v1':
      return end(event, 'stage', event.data.institutionId, event.data.stage);
    case 'kequan.catalog.service-decided.v1':
    case 'kequan.catalog.service-withdrawn.v1':
      return end(event, 'service', event.data.serviceId, 'service');
    case 'kequan.catalog.record-decided.v1':
    case 'kequan.catalog.record-withdrawn.v1':
      return end(event, event.data.kind, event.data.recordId, event.data.kind);
    case 'kequan.voucher.application-decided.v1':
    case 'kequan.voucher.application-withdrawn.v1':
      return end(event, 'application', event.data.applicationId, 'application');
    case 'kequan.trade.dispute-decided.v1':
      return end(event, 'dispute', event.data.dealId, 'dispute');
    case 'kequan.trade.claim-decided.v1':
    case 'kequan.trade.claim-withdrawn.v1': {
      const kind = event.data.step === 'finance' ? 'payment' : 'claim';
      return end(event, kind, event.data.dealId, kind);
    }
    case 'kequan.settlement.objection-decided.v1':
      return end(event, 'objection', event.data.objectionId, 'objection');
    default:
      return undefined;
  }
}

type EndEvent = Exclude<
  Extract<KeQuanEvent, { type: `${string}-decided.v1` | `${string}-withdrawn.v1` }>,
  // An approval that is taken back had no task any more.
  { type: `${string}approval-withdrawn.v1` }
>;

function end({ data, time }: EndEvent, subjectKind: SubjectKind, subjectId: string, stage: string): TaskEnd {
  const { taskId, programmeId, institutionId, applicantAccountId, title } = data;
  const at = new Date(time);
  return {
    taskId,
    outcome: 'outcome' in data ? data.outcome : 'withdrawn',
    decidedUnder: 'decisionKey' in data ? data.decisionKey : undefined,
    unopened: {
      status: 'closed',
      workflowId: '',
      programmeId,
      subjectKind,
      subjectId,
      institutionId,
      stage,
      title,
      revision: 'revision' in data ? data.revision : 0,
      applicantAccountId,
      candidateRoles: [],
      openedAt: at,
      dueAt: at,
      dueCertain: true,
    },
  };
}
