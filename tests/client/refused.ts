import type { ProblemAnswer } from '@kequan/contracts';

/** The API refused a request, and says why (problem+json). */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly request: string,
    readonly problem: ProblemAnswer,
  ) {
    super(`${request}: ${problem.status} ${problem.code}: ${problem.detail}${fieldsOf(problem)}`);
  }
}

function fieldsOf(problem: ProblemAnswer): string {
  return (problem.fields ?? []).map(({ path, message }) => ` [${path}: ${message}]`).join('');
}
