import {
  event,
  VoucherApplicationForm,
  type ApplicationSummary,
  type RecordApplicationOutcome,
  type RecordApplicationSubmission,
  type RecordApplicationWithdrawal,
} from '@kequan/contracts';
import {
  moveApplication,
  withDecision,
  withSubmission,
  withWithdrawal,
  type ApplicationPlace,
} from '@kequan/kit';
import { ofApplication } from './events';
import type { Applications, VoucherApplication } from './model';
import {
  requireOwnUnit,
  requireStatements,
  requireSubmittable,
  requireWithinApplicationCap,
  requireWithinYearCap,
  yearOf,
} from './rules';
import type { YearGrantCounts } from './year-grants';

/** Where the application stands in its document. */
export const APPLICATION: ApplicationPlace<VoucherApplication> = {
  path: 'application',
  of: ({ application }) => application,
};

/**
 * Records a submission with its snapshot and the unit's basic information (R20), within the caps (R18) and with the
 * statements that the unit's age asks for (R19).
 * @throws `Conflict`, `StageNotOpen`, `FormIncomplete`, `CapExceeded`, `StatementsMissing`, `UserNotAdmitted`
 */
export async function submitApplication(
  { applications, yearGrants }: { applications: Applications; yearGrants: YearGrantCounts },
  { applicationId: id, key, version, submittedBy, user }: RecordApplicationSubmission,
): Promise<ApplicationSummary> {
  const at = new Date();
  const { programmeId, institutionId } = await applications.get(id);
  const grantedFen = await yearGrants.grantedFen({ programmeId, institutionId, year: yearOf(at) });
  const doc = await moveApplication(applications, {
    id,
    key,
    place: APPLICATION,
    version,
    move: (found) => {
      const form = requireSubmittable(found.application);
      const { requestedFen, financialStatementIds } = form;
      requireOwnUnit(user, submittedBy);
      requireWithinApplicationCap(programmeId, requestedFen);
      // Advisory: what counts is the cap at the decision, in one write with the grant.
      requireWithinYearCap(programmeId, grantedFen, requestedFen);
      requireStatements(user, financialStatementIds.length, at);
      const after = withSubmission(found.application, form, at);
      const about = { ...ofApplication({ ...found, unit: user }), revision: after.revision };
      return {
        after,
        set: { unit: user },
        events: [event('kequan.voucher.application-submitted.v1', { ...about, submittedBy, requestedFen })],
      };
    },
  });
  return {
    title: ofApplication(doc).title,
    revision: doc.application.revision,
    applicantAccountId: doc.accountId,
    requestedFen: requestedFenOf(doc),
  };
}

/** Records what was decided, and what an approval grants. @throws `NotUnderReview` */
export async function decideApplication(
  applications: Applications,
  { applicationId, key, taskId, outcome, comments, decidedBy, approvedFen }: RecordApplicationOutcome,
): Promise<void> {
  await moveApplication(applications, {
    id: applicationId,
    key,
    place: APPLICATION,
    move: (found) => {
      const after = withDecision(found.application, { outcome, comments }, new Date());
      const { revision } = after;
      const granted = outcome === 'approve' ? { approvedFen: approvedFen ?? requestedFenOf(found) } : {};
      const decision = { taskId, outcome, comments, decidedBy, revision, decisionKey: key, ...granted };
      return {
        after,
        set: granted,
        events: [event('kequan.voucher.application-decided.v1', { ...ofApplication(found), ...decision })],
      };
    },
  });
}

/** Takes a submission back to be edited. @throws `NotUnderReview` */
export async function withdrawApplication(
  applications: Applications,
  { applicationId, key, taskId, withdrawnBy }: RecordApplicationWithdrawal,
): Promise<void> {
  await moveApplication(applications, {
    id: applicationId,
    key,
    place: APPLICATION,
    move: (found) => ({
      after: withWithdrawal(found.application),
      events: [
        event('kequan.voucher.application-withdrawn.v1', { ...ofApplication(found), taskId, withdrawnBy }),
      ],
    }),
  });
}

/** What the submitted form asks for, in fen. */
function requestedFenOf({ application }: VoucherApplication): number {
  return VoucherApplicationForm.parse(application.submitted?.form).requestedFen;
}
