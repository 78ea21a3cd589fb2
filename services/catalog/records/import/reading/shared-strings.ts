import { LIMITS } from './limits';
import { refusal } from './refusal';
import { TextRun } from './text-run';
import { readXml } from './xml';

/** Plain and rich text; how it is pronounced (`rPh`) is no part of it. */
const TEXTS = new Set(['sst/si/t', 'sst/si/r/t']);

/** The texts that cells share, by their numbers. @throws SheetRefusal */
export function sharedStringsOf(content: Buffer | undefined): string[] {
  const strings: string[] = [];
  if (!content) return strings;
  const run = new TextRun();
  readXml(content, {
    text(path, piece) {
      if (TEXTS.has(path)) run.add(piece);
    },
    close(path) {
      if (path !== 'sst/si') return;
      if (strings.length >= LIMITS.sharedTexts) throw refusal('TooMuch');
      strings.push(run.take());
    },
  });
  return strings;
}
