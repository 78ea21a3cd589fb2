import { newId, type EventData, type KeQuanEvent, type Role } from '@kequan/contracts';
import type { Seal } from '@kequan/kit';
import { toldEvent } from '@kequan/kit/testing';

/** An account that identity tells of. */
export interface Person {
  accountId: string;
  phone: string;
  registered: KeQuanEvent;
}

let people = 0;

/** Somebody with a number that nobody else in this run has. */
export function person(seal: Seal, role: Role, programmeId = 'jiangsu', accountId = newId()): Person {
  people += 1;
  const phone = `137${String(process.pid % 10_000).padStart(4, '0')}${String(people).padStart(4, '0')}`;
  return {
    accountId,
    phone,
    registered: toldEvent('kequan.identity.account-registered.v1', accountId, {
      accountId,
      role,
      programmeId,
      displayName: '某人',
      sealedPhone: seal.close(phone),
    }),
  };
}

/** What the office decided about a stage of an applicant. */
export function stageDecided(
  applicantAccountId: string,
  change: Partial<EventData<'kequan.institution.stage-decided.v1'>> = {},
): KeQuanEvent {
  const institutionId = change.institutionId ?? newId();
  return toldEvent('kequan.institution.stage-decided.v1', institutionId, {
    programmeId: 'jiangsu',
    institutionId,
    applicantAccountId,
    title: '南京紫金分析测试有限公司',
    track: 'inspectionTesting',
    stage: 'registration',
    taskId: newId(),
    outcome: 'return',
    comments: [{ path: 'licenceFileId', text: '营业执照不清晰' }],
    decidedBy: newId(),
    revision: 1,
    ...change,
  });
}

/** A reviewer's silence. */
export function taskNudged(to: Role, action: 'remind' | 'escalate' = 'remind'): KeQuanEvent {
  const taskId = newId();
  return toldEvent('kequan.review.task-nudged.v1', taskId, {
    programmeId: 'jiangsu',
    institutionId: newId(),
    applicantAccountId: newId(),
    title: '南京紫金分析测试有限公司',
    taskId,
    subjectKind: 'stage',
    stage: 'registration',
    action,
    to,
    dueAt: '2026-11-25T16:00:00.000Z',
  });
}
