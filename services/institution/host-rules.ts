import { failure, type FieldProblem, type HostRegistrationForm, type Programme } from '@kequan/contracts';

/** Lets a provider register only when the conditions of the programme hold. @throws `FormIncomplete` with each by its path */
export function requireProviderConditions(programme: Programme, form: HostRegistrationForm): void {
  const problems = unmetProviderConditions(programme, form);
  if (problems.length > 0) throw failure('FormIncomplete', { count: problems.length }, problems);
}

/**
 * What keeps a unit from being a provider (SN 1.2.2): its host is a legal person (R13), registered in the province and
 * a member of the collaboration network (R12), its instruments are open to others, and a testing body of another name
 * proves that it belongs to the host (SN 4.1). That it has a large instrument is seen once its instruments are approved.
 */
function unmetProviderConditions(
  { province }: Programme,
  { host, testingBody }: HostRegistrationForm,
): FieldProblem[] {
  const needsProof = testingBody.name !== host.name && !testingBody.affiliationFileId;
  return [
    ...unless(host.independentLegalPerson, 'host.independentLegalPerson', 'IndependentLegalPersonOnly'),
    ...unless(host.province === province, 'host.province', `ProvinceDiffers|province=${province}`),
    ...unless(host.networkMember, 'host.networkMember', 'NetworkMemberOnly'),
    ...unless(testingBody.openToShare, 'testingBody.openToShare', 'OpenToShareOnly'),
    ...unless(!needsProof, 'testingBody.affiliationFileId', 'required'),
  ];
}

function unless(holds: boolean, path: string, message: string): FieldProblem[] {
  return holds ? [] : [{ path, message }];
}
