import { z } from 'zod';
import { failure, type AdmittedUser } from '@kequan/contracts';
import type { Institution } from './model';

/** What of an approved enrolment goes into a voucher application (R20); no contact and no bank account. */
const Told = z.object({
  name: z.string(),
  unitCode: z.string(),
  userKind: z.string(),
  registeredOn: z.string(),
});

/** The voucher user of an institution whose enrolment is approved now. @throws `UserNotAdmitted` */
export function admittedUserOf(institution: Institution | undefined): AdmittedUser {
  const enrolment = institution?.stages.enrolment;
  if (!institution || enrolment?.status !== 'approved') throw failure('UserNotAdmitted');
  return { ...Told.parse(enrolment.submitted?.form['basic']), accountId: institution.ownerAccountId };
}
