import {
  failure,
  isSme,
  type EnrolmentForm,
  type FieldProblem,
  type Programme,
  type UserKind,
} from '@kequan/contracts';

type Basic = EnrolmentForm['basic'];

/** Lets a unit apply only as a kind that the programme names and whose conditions hold (R14). @throws `FormIncomplete` */
export function requireConditions(programme: Programme, basic: Basic): void {
  const problems = unmetConditions(programme, basic);
  if (problems.length > 0) throw failure('FormIncomplete', { count: problems.length }, problems);
}

/** What keeps a unit from being a voucher user of the kind that it names (SN 2.3): each wrong field by its path. */
export function unmetConditions({ enrolment, province }: Programme, basic: Basic): FieldProblem[] {
  const { kinds } = enrolment;
  if (!kinds.includes(basic.userKind)) return [problem('userKind', `notOneOf|options=${kinds.join(', ')}`)];
  return CONDITIONS_OF[basic.userKind](basic, province);
}

const CONDITIONS_OF: Record<UserKind, (basic: Basic, province: string) => FieldProblem[]> = {
  sme: (basic, province) => [
    ...(basic.independentLegalPerson
      ? []
      : [problem('independentLegalPerson', 'IndependentLegalPersonOnly')]),
    ...(basic.province === province ? [] : [problem('province', `ProvinceDiffers|province=${province}`)]),
    ...(isSme(sizeOf(basic)) ? [] : [problem('employees', 'AboveSmeLimits')]),
  ],
  incubator: recognised,
  networkMember: recognised,
  newRdInstitution: recognised,
};

/** Who is no firm shows by what it is recognised. */
function recognised({ recognitionFileId }: Basic): FieldProblem[] {
  return recognitionFileId ? [] : [problem('recognitionFileId', 'required')];
}

function sizeOf({ industry, employees, lastYearRevenueFen, totalAssetsFen }: Basic) {
  return { industry, employees, revenueFen: lastYearRevenueFen, assetsFen: totalAssetsFen };
}

function problem(field: keyof Basic, message: string): FieldProblem {
  return { path: `basic.${field}`, message };
}
