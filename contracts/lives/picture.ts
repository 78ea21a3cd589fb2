import { DEAL_LIFE } from './deal';
import { endsOf, transitionsOf, type Life } from './life';
import { PAYOUT_LIFE } from './payout-line';
import { HOLD_LIFE, VOUCHER_LIFE } from './voucher';

/** The lives that are shown, with the title of each. */
const SHOWN: readonly (readonly [title: string, table: Life])[] = [
  ['A deal', DEAL_LIFE],
  ['A payout', PAYOUT_LIFE],
  ['A voucher', VOUCHER_LIFE],
  ['What an order takes from a voucher', HOLD_LIFE],
];

/** A life as a Mermaid state diagram. */
export function pictureOf(table: Life): string {
  const arrows = transitionsOf(table).map(
    ({ from, to, step, outcome }) => `  ${from} --> ${to}: ${outcome ? `${step} (${outcome})` : step}`,
  );
  const ends = endsOf(table).map((state) => `  ${state} --> [*]`);
  return ['stateDiagram-v2', `  [*] --> ${table.start}`, ...arrows, ...ends].join('\n');
}

/** The page docs/reference/lives.md: a picture of each life, made from the tables that the code reads. */
export function livesPage(): string {
  const pictures = SHOWN.map(
    ([title, table]) => `## ${title}\n\n\`\`\`mermaid\n${pictureOf(table)}\n\`\`\`\n`,
  );
  return `# Lives

Made from the tables in \`contracts/lives/\` by \`npm run pictures\`; the check fails when it is stale. A step that has several outcomes
names the outcome in brackets.

${pictures.join('\n')}`;
}
