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
