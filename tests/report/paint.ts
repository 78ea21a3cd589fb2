const coloured = process.stdout.isTTY && !process.env['NO_COLOR'];

function painter(code: number): (text: string) => string {
  return (text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
}

/** Colours for a terminal; plain text where there is none. */
export const paint = {
  strong: painter(1),
  dim: painter(2),
  good: painter(32),
  bad: painter(31),
  blue: painter(36),
};

/** A headline with a line under it. */
export function headline(text: string): string {
  return `\n${paint.strong(text)}\n${paint.dim('─'.repeat(72))}`;
}

/** An instant as people in China read it. */
export function localTime(at: string): string {
  return new Date(at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}
