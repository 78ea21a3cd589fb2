import type { VoucherView } from '@kequan/contracts';
import { createClient, untilDone, type Form, type SignedInClient } from '../client';
import { readAttachment } from '../journey/load';
import { phoneOf, unitCodeOf } from '../journey/run-values';
import { staffOf, type Cast, type Person } from './cast';
import type { VoucherFacts } from './trials';

const WITHIN_MS = 60_000;
const BUDGET_FEN = 100_000_000;
const NAME = '南京云锦新材料有限公司';

/** A budget, an enrolment that passes by itself (Jiangsu), an application that its reviewer approves, and the voucher. */
export async function makeVoucherFacts(baseUrl: string, cast: Cast): Promise<VoucherFacts> {
  const { programmeId } = cast.user;
  const as = ({ token = '' }: Person): SignedInClient => createClient({ baseUrl }).as(token);
  const user = as(cast.user);
  const { year } = await as(staffOf(cast, 'finance', programmeId)).voucher.grant(
    programmeId,
    yearInChina(),
    BUDGET_FEN,
  );
  const holderId = await enrol(user);
  const applicationId = await apply(user, holderId);
  await approve(as(staffOf(cast, 'office', programmeId)), holderId);
  const { voucherId, number } = await untilDone<VoucherView>('the voucher', WITHIN_MS, async () => {
    const { items } = await user.voucher.vouchers();
    return items[0] ? { done: true, value: items[0] } : { done: false, reason: 'no voucher' };
  });
  await untilTold(user, holderId, number);
  return { applicationId, voucherId, holderId, programmeId, year: String(year) };
}

async function enrol(user: SignedInClient): Promise<string> {
  const licence = await uploaded(user, '营业执照.pdf');
  const { institutionId } = await user.institution.create('voucherUser');
  await user.institution.saveDraft(institutionId, 'enrolment', enrolment(licence));
  await user.institution.submit(institutionId, 'enrolment');
  await untilDone<true>('the enrolment', WITHIN_MS, async () => {
    const { stages } = await user.institution.read(institutionId);
    const status = stages.enrolment?.status ?? 'missing';
    return status === 'approved' ? { done: true, value: true } : { done: false, reason: status };
  });
  return institutionId;
}

async function apply(user: SignedInClient, holderId: string): Promise<string> {
  const statements = [await uploaded(user, '财务报表一.pdf'), await uploaded(user, '财务报表二.pdf')];
  const { applicationId } = await user.voucher.apply(holderId);
  await user.voucher.saveDraft(applicationId, {
    requestedFen: 10_000_000,
    lastYearRevenueFen: 1_200_000_000,
    usageStatement: '新型复合材料的成分检测与疲劳试验。',
    innovationProject: false,
    financialStatementIds: statements,
  });
  await user.voucher.submit(applicationId);
  return applicationId;
}

async function approve(reviewer: SignedInClient, holderId: string): Promise<void> {
  const taskId = await untilDone<string>('the task of the application', WITHIN_MS, async () => {
    const { items } = await reviewer.review.openTasks(holderId);
    return items[0] ? { done: true, value: items[0].taskId } : { done: false, reason: 'no open task' };
  });
  await reviewer.review.decide(taskId, { outcome: 'approve', comments: [] });
}

/** Everybody has heard of the voucher: nothing more is stored of it while the routes are tried. */
async function untilTold(user: SignedInClient, holderId: string, number: string): Promise<void> {
  await untilDone<true>('the message and the timeline of the voucher', WITHIN_MS, async () => {
    const timeline = await user.insight.timeline(holderId);
    const { items } = await user.notification.messages();
    const isSent = items.some(({ text, status }) => text.includes(number) && status === 'sent');
    const types = timeline.map(({ type }) => type).join(', ');
    return isSent && types.includes('voucher-issued')
      ? { done: true, value: true }
      : { done: false, reason: `${isSent ? 'sent' : 'not sent'}; ${types}` };
  });
}

async function uploaded(user: SignedInClient, name: string): Promise<string> {
  const { fileId } = await user.files.upload(name, 'application/pdf', readAttachment('licence.pdf'));
  return fileId;
}

function enrolment(licenceFileId: string): Form {
  return {
    basic: {
      name: NAME,
      userKind: 'sme',
      unitCode: unitCodeOf('91320102MA???????'),
      independentLegalPerson: true,
      province: '江苏省',
      address: '南京市江宁区将军大道1号',
      registeredOn: '2019-03-18',
      legalRepresentative: '沈云',
      industry: 'manufacturing',
      employees: 64,
      lastYearRevenueFen: 1_200_000_000,
      totalAssetsFen: 900_000_000,
      licenceFileId,
    },
    finance: {
      accountKind: 'corporate',
      accountName: NAME,
      bankName: '中国银行南京江宁支行',
      bankAccountNo: '6103298741002216',
    },
    contact: { contactName: '周敏', contactPhone: phoneOf('135????????') },
  };
}

/** The year whose budget an approval is paid from. */
function yearInChina(): number {
  return Number(new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Shanghai' }).slice(0, 4));
}
