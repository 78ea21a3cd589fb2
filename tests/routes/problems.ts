import {
  findText,
  isFailureCode,
  FAILURE_STATUS,
  ProblemAnswer,
  text,
  type Language,
} from '@kequan/contracts';
import type { RawAnswer } from './raw-request';

/**
 * What is wrong with a refusal: it must be problem+json of a code that we know, with its status, its texts in the language,
 * the security headers, and never a word of our inside. @returns one line each; none when all is well
 */
export function faultsOf(answer: RawAnswer, language: Language): string[] {
  const type = answer.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json'))
    return [`content type ${type}: ${answer.text.slice(0, 200)}`];
  const parsed = ProblemAnswer.safeParse(JSON.parse(answer.text));
  if (!parsed.success) return [`shape: ${parsed.error.message}`];
  const { code, status, title, detail, requestId } = parsed.data;
  if (!isFailureCode(code)) return [`code ${code} is not in contracts`];
  const wrong: [boolean, string][] = [
    [
      status !== answer.status || FAILURE_STATUS[code] !== status,
      `status ${status} of ${code}, sent ${answer.status}`,
    ],
    [title !== text(language, `errors.${code}.title`), `title “${title}” is not ${language}`],
    [/\{\w+\}/.test(detail), `detail with a hole: ${detail}`],
    [findText(language, `errors.${code}.detail`) === undefined, `${code} has no detail in ${language}`],
    [!answer.headers.get('content-language')?.startsWith(language), 'content-language'],
    [requestId === '', 'no request id'],
    [answer.headers.get('x-content-type-options') !== 'nosniff', 'security headers are missing'],
    [/\bat .+:\d+:\d+|node_modules|Mongo|Zod/.test(answer.text), `tells of our inside: ${answer.text}`],
  ];
  return wrong.filter(([isWrong]) => isWrong).map(([, what]) => what);
}
