/** Ids of workflows, from business keys. Each maker stands beside its inverse. */

/** `onboarding/<institutionId>`: one per provider institution and programme. */
export function onboardingId(institutionId: string): string {
  return `onboarding/${institutionId}`;
}

/** The institution of an onboarding workflow, or undefined when the id is another process's. */
export function institutionOfOnboarding(workflowId: string): string | undefined {
  return /^onboarding\/([^/]+)$/.exec(workflowId)?.[1];
}

/** `publication/<kind>/<id>`: one per submission of what a provider publishes. */
export function publicationId(kind: string, id: string): string {
  return `publication/${kind}/${id}`;
}

/** What a publication workflow publishes, or undefined when the id is another process's. */
export function subjectOfPublication(workflowId: string): { kind: string; id: string } | undefined {
  const match = /^publication\/([^/]+)\/([^/]+)$/.exec(workflowId);
  return match?.[1] && match[2] ? { kind: match[1], id: match[2] } : undefined;
}

/** `enrolment/<institutionId>`: one per user institution. */
export function enrolmentId(institutionId: string): string {
  return `enrolment/${institutionId}`;
}

/** The institution of an enrolment workflow, or undefined when the id is another process's. */
export function institutionOfEnrolment(workflowId: string): string | undefined {
  return /^enrolment\/([^/]+)$/.exec(workflowId)?.[1];
}

/** `issuance/<applicationId>`: one per voucher application. */
export function issuanceId(applicationId: string): string {
  return `issuance/${applicationId}`;
}

/** The application of an issuance workflow, or undefined when the id is another process's. */
export function applicationOfIssuance(workflowId: string): string | undefined {
  return /^issuance\/([^/]+)$/.exec(workflowId)?.[1];
}

/** `redemption/<dealId>`: one per reservation or direct order. */
export function redemptionId(dealId: string): string {
  return `redemption/${dealId}`;
}

/** The deal of a redemption workflow, or undefined when the id is another process's. */
export function dealOfRedemption(workflowId: string): string | undefined {
  return /^redemption\/([^/]+)$/.exec(workflowId)?.[1];
}

/** `payout/<programmeId>/<period>`: one per batch of a programme. */
export function payoutBatchId(programmeId: string, period: string): string {
  return `payout/${programmeId}/${period}`;
}

/** The programme and period of a payout workflow, or undefined when the id is another process's. */
export function batchOfPayout(workflowId: string): { programmeId: string; period: string } | undefined {
  const match = /^payout\/([^/]+)\/([^/]+)$/.exec(workflowId);
  return match?.[1] && match[2] ? { programmeId: match[1], period: match[2] } : undefined;
}

/** `<programmeId>.<period>`: the id of a batch and of its public notice, one per programme and period for ever. */
export function payoutBatchKey(programmeId: string, period: string): string {
  return `${programmeId}.${period}`;
}

/** `objection/<objectionId>`: one per objection to a payout. */
export function objectionProcessId(objectionId: string): string {
  return `objection/${objectionId}`;
}

/** The objection of its workflow, or undefined when the id is another process's. */
export function objectionOfProcess(workflowId: string): string | undefined {
  return /^objection\/([^/]+)$/.exec(workflowId)?.[1];
}

/** The services whose workers run processes. */
export const PROCESS_HOMES = ['institution', 'catalog', 'voucher', 'trade', 'settlement'] as const;

/** The task queue of a service's worker. @param instance the installation's prefix, so that several share a cluster */
export function taskQueueOf(instance: string, service: string): string {
  return `${instance}-${service}`;
}
