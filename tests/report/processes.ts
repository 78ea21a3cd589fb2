import { enrolmentId, issuanceId, onboardingId, redemptionId, type KeQuanEvent } from '@kequan/contracts';

/** The ids of the processes that events tell of, each once, in the order in which they began. */
export function processesOf(events: readonly Pick<KeQuanEvent, 'data'>[]): string[] {
  return [...new Set(events.flatMap(({ data }) => processOf(data)))];
}

function processOf(data: object): string[] {
  const text = (name: string): string | undefined => {
    const value = (data as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : undefined;
  };
  const [dealId, applicationId, institutionId] = ['dealId', 'applicationId', 'institutionId'].map(text);
  if (dealId !== undefined) return [redemptionId(dealId)];
  if (applicationId !== undefined) return [issuanceId(applicationId)];
  if (institutionId === undefined || text('track') === undefined) return [];
  return [text('stage') === 'enrolment' ? enrolmentId(institutionId) : onboardingId(institutionId)];
}
