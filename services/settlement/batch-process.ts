import {
  allProgrammes,
  CHINA_CALENDAR,
  collect,
  failure,
  localMinute,
  objectionProcessId,
  object,
  PAYOUT_BATCH,
  PAYOUT_OBJECTION,
  payoutBatchId,
  payoutBatchKey,
  programmeOf,
  release,
  type PayoutBatchInput,
  type PayoutObjectionInput,
} from '@kequan/contracts';
import { doneInDocument, updateOnce, type Processes } from '@kequan/kit';
import type { Batch, Batches, Payout, Payouts } from './model';

export interface BatchProcessParts {
  processes: Processes;
  instance: string;
  noticeMsOf: (programmeId: string) => number;
}

/** Offices work by this zone; a schedule means its hours. */
const TIME_ZONE = 'Asia/Shanghai';

/** Makes each programme's Schedule as its file says; one that stands already is brought up to date. */
export async function schedulePayouts(parts: BatchProcessParts): Promise<void> {
  const { processes, instance } = parts;
  for (const { programmeId, payout } of allProgrammes())
    await processes.schedule({
      scheduleId: `${instance}-payout-${programmeId}`,
      cron: payout.schedule,
      timeZone: TIME_ZONE,
      process: {
        workflowType: PAYOUT_BATCH,
        // The Schedule adds its time to it.
        workflowId: payoutBatchId(programmeId, instance),
        home: 'settlement',
        summary: `${programmeId} payouts`,
        input: inputOf(parts, programmeId),
      },
    });
}

/**
 * Begins a batch by hand; repeated with the same key it is the same batch.
 * @param id an id of this call's own
 * @throws `NothingDue`, `Unavailable`
 */
export async function beginBatch(
  parts: BatchProcessParts & { batches: Batches },
  programmeId: string,
  id: string,
  key: string,
): Promise<Batch> {
  const { batches } = parts;
  const period = periodByHand(id);
  const begun = await batches.find(payoutBatchKey(programmeId, period));
  if (begun && hasCollected(begun)) return begun;
  const process = {
    workflowType: PAYOUT_BATCH,
    workflowId: payoutBatchId(programmeId, period),
    home: 'settlement',
    summary: `${programmeId} payouts ${period}`,
    input: { ...inputOf(parts, programmeId), period },
  };
  try {
    const { batchId, lineCount } = await parts.processes.startOrUpdate(process, collect, {
      key: `collect:${key}`,
    });
    if (lineCount === 0) throw failure('NothingDue');
    return await batches.get(batchId);
  } catch (error) {
    // The answer may have been lost: the batch is this call's alone, and knows (M24).
    const made = await batches.find(payoutBatchKey(programmeId, period));
    if (made && hasCollected(made)) return made;
    throw error;
  }
}

function hasCollected({ lines, status }: Batch): boolean {
  return lines.length > 0 || status !== 'collecting';
}

/** Releases a batch in the name of one person of finance. @throws `BatchStepNotOpen`, `AnotherPersonRequired` */
export function releaseThroughProcess(
  { processes, batches }: Pick<BatchProcessParts, 'processes'> & { batches: Batches },
  batch: Batch,
  releasedBy: string,
  callKey: string,
): Promise<Batch> {
  const key = `release:${callKey}`;
  return updateOnce({ store: batches, processes, doc: batch, key }, batch.workflowId, {
    message: release,
    input: () => ({ key, releasedBy }),
    ifGone: 'BatchStepNotOpen',
  });
}

/** Objects to a line, through the process that has it ruled on. @returns the line @throws `BatchStepNotOpen` */
export function objectThroughProcess(
  { processes, instance, payouts }: Pick<BatchProcessParts, 'processes' | 'instance'> & { payouts: Payouts },
  payout: Payout,
  batch: Batch,
  objection: { objectionId: string; reason: string; objectedBy: string },
  callKey: string,
): Promise<Payout> {
  const { objectionId, reason, objectedBy } = objection;
  const { programmeId, institutionId } = payout;
  const input: PayoutObjectionInput = {
    objectionId,
    programmeId,
    batchId: batch._id,
    payoutId: payout._id,
    institutionId,
    clock: programmeOf(programmeId).payout.objectionReview,
    instance,
  };
  const process = {
    workflowType: PAYOUT_OBJECTION,
    workflowId: objectionProcessId(objectionId),
    home: 'settlement',
    summary: `${programmeId} objection to a payout`,
    input,
  };
  const key = `object:${callKey}`;
  return doneInDocument({ store: payouts, id: payout._id, key }, () =>
    processes.startOrUpdate(process, object, { key, reason, objectedBy }),
  );
}

function inputOf({ instance, noticeMsOf }: BatchProcessParts, programmeId: string): PayoutBatchInput {
  const { remindOfReleaseAfterWorkingDays } = programmeOf(programmeId).payout;
  return { programmeId, noticeMs: noticeMsOf(programmeId), remindOfReleaseAfterWorkingDays, instance };
}

/** As `2026-11-24T0800-3fa9c1`: when it was begun, in China, and a piece of the call's id. @param id a UUID v7, which tells its time */
export function periodByHand(id: string): string {
  const madeAtMs = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  return `${localMinute(CHINA_CALENDAR, madeAtMs).replace(':', '')}-${id.slice(-6)}`;
}
