import { newId, type KeQuanEvent } from '@kequan/contracts';
import { toldEvent } from '@kequan/kit/testing';

/** The event by which catalog tells that a service of an institution is listed. */
export function serviceListed(institutionId: string, applicantAccountId: string): KeQuanEvent {
  const serviceId = newId();
  return toldEvent('kequan.catalog.service-decided.v1', serviceId, {
    programmeId: 'jiangsu',
    institutionId,
    applicantAccountId,
    title: '高效液相色谱分析',
    serviceId,
    taskId: newId(),
    outcome: 'approve',
    comments: [],
    decidedBy: newId(),
    revision: 1,
  });
}
