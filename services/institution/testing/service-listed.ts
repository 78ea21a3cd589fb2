import { newId, type KeQuanEvent } from '@kequan/contracts';

/** The event by which catalog tells that a service of an institution is listed. */
export function serviceListed(institutionId: string, applicantAccountId: string): KeQuanEvent {
  const serviceId = newId();
  return {
    specversion: '1.0',
    id: newId(),
    source: '/kequan/catalog',
    type: 'kequan.catalog.service-decided.v1',
    subject: serviceId,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: {
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
    },
  };
}
