import {
  CHINA_CALENDAR,
  reckonDeadlines,
  type CatalogActivities,
  type FilesActivities,
  type InstitutionActivities,
  type ReviewActivities,
} from '@kequan/contracts';
import type { ServiceDefinition } from '@kequan/kit';
import { standIn, type Ears } from './hosting';

const summary = {
  title: '南京紫金分析测试有限公司',
  revision: 1,
  applicantAccountId: '01910000-0000-7000-8000-000000000001',
};

/** The control: the same workflow on the same queues, with activities that return at once; those that an onboarding asks for. */
export function standIns(ears: Ears): ServiceDefinition[] {
  const institution: Partial<InstitutionActivities> = {
    reserveUnitCode: async () => undefined,
    releaseUnitCode: async () => undefined,
    recordStageSubmission: async ({ clock }) => ({
      ...summary,
      ...(clock && { deadlines: reckonDeadlines(CHINA_CALENDAR, clock, Date.now()) }),
    }),
    reckon: async ({ clock, sinceMs }) => reckonDeadlines(CHINA_CALENDAR, clock, sinceMs),
    recordStageOutcome: async () => undefined,
    recordStageWithdrawal: async () => undefined,
    publishEntryNotice: async () => ({ noticeNumber: '苏科券入库〔2026〕0001号' }),
    requireOpenShop: async () => undefined,
  };
  const catalog: Partial<CatalogActivities> = {
    recordServiceSubmission: async () => summary,
    recordServiceOutcome: async () => undefined,
    recordServiceWithdrawal: async () => undefined,
    requireListedServices: async () => undefined,
    setVoucherServices: async () => undefined,
  };
  const review: ReviewActivities = {
    openTask: async (task) => ears.task(task),
    nudgeTask: async () => undefined,
  };
  const files: FilesActivities = { attach: async () => undefined };
  return [
    standIn('institution', institution, true),
    standIn('catalog', catalog),
    standIn('review', review),
    standIn('files', files),
  ];
}
