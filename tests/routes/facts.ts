import { createClient, untilDone } from '../client';
import { fillForm } from '../journey/fill';
import { loadJourney } from '../journey/load';
import { play } from '../journey/player';
import { beginRun, clientOf, valueOf, type Run } from '../journey/run';
import type { Witness } from '../journey/witness';
import type { ProviderFacts } from './trials';

const TASK_WITHIN_MS = 60_000;

/** The owner's whole journey, and after it a second service that waits for its review. */
export async function makeFacts(
  baseUrl: string,
  staffPassword: string,
  witness: Witness,
): Promise<{ facts: ProviderFacts; run: Run }> {
  const run = beginRun(loadJourney('js-inspection-testing'), createClient({ baseUrl }), staffPassword);
  await play(run, { witness });
  const institutionId = valueOf(run, 'institutionId');
  const serviceId = await submitAnotherService(run, institutionId);
  const taskId = await untilDone<string>('the task of the second service', TASK_WITHIN_MS, async () => {
    const { items } = await clientOf(run, 'office').review.openTasks(institutionId);
    return items[0] ? { done: true, value: items[0].taskId } : { done: false, reason: 'no open task' };
  });
  const facts = {
    institutionId,
    kind: 'capability' as const,
    recordId: await newCapability(run, institutionId),
    mallRecordId: await approvedCapability(run, institutionId),
    serviceId,
    taskId,
    mallServiceId: valueOf(run, 'waterTest'),
    fileId: valueOf(run, 'logo'),
  };
  return { run, facts };
}

async function submitAnotherService(run: Run, institutionId: string): Promise<string> {
  const { catalog } = clientOf(run, 'provider');
  const { serviceId } = await catalog.create(institutionId, 'inspectionTesting');
  await catalog.saveDraft(serviceId, fillForm(run.journey.forms['service'] ?? {}, run.values));
  await catalog.submit(serviceId);
  return serviceId;
}

async function newCapability(run: Run, institutionId: string): Promise<string> {
  const { recordId } = await clientOf(run, 'provider').catalog.createRecord('capability', institutionId);
  return recordId;
}

async function approvedCapability(run: Run, institutionId: string): Promise<string> {
  const { catalog } = clientOf(run, 'provider');
  const recordId = await newCapability(run, institutionId);
  await catalog.saveRecord('capability', recordId, {
    testingField: '环境检测',
    testedObject: '地表水',
    item: '铅、镉、砷、汞',
    standards: ['HJ 700-2014'],
    attachmentIds: [],
  });
  await catalog.submitRecord('capability', recordId);
  const { review } = clientOf(run, 'office');
  const taskId = await untilDone<string>('the task of the capability', TASK_WITHIN_MS, async () => {
    const { items } = await review.openTasks(institutionId);
    const task = items.find(({ subjectKind }) => subjectKind === 'capability');
    return task ? { done: true, value: task.taskId } : { done: false, reason: 'no open task' };
  });
  await review.decide(taskId, { outcome: 'approve', comments: [] });
  return recordId;
}
