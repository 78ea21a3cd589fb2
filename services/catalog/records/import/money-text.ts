const MOST_YUAN = 1e11;
const PLAIN = /^(\d+)(?:\.(\d{1,2}))?$/;
const IN_THOUSANDS = /^\d{1,3}([,，]\d{3})+(\.\d{1,2})?$/;

/**
 * Fen of a sum in yuan as people write it: digits, at most two decimals, commas only between thousands (elsewhere a comma
 * may be a decimal one, and the sum a hundred times less), ¥ before or 元 after it.
 * @returns undefined when it is none, or not above zero
 */
export function moneyText(text: string): number | undefined {
  const sum = text
    .trim()
    .replace(/^[¥￥]\s*/u, '')
    .replace(/\s*元$/u, '');
  const plain = IN_THOUSANDS.test(sum) ? sum.replace(/[,，]/g, '') : sum;
  const [, yuan, decimals = ''] = PLAIN.exec(plain) ?? [];
  if (yuan === undefined || Number(plain) > MOST_YUAN) return undefined;
  const fen = Number(yuan) * 100 + Number(decimals.padEnd(2, '0'));
  return fen > 0 ? fen : undefined;
}
