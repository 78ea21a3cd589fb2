import { builtInFormat } from './built-in-formats';
import { LIMITS } from './limits';
import { refusal } from './refusal';
import { readXml } from './xml';

/** The number formats of the cell styles, by the styles' numbers. @throws SheetRefusal */
export function formatsOf(content: Buffer | undefined): string[] {
  const own = new Map<number, string>();
  const ids: number[] = [];
  if (!content) return [];
  readXml(content, {
    open(path, attributes) {
      if (path === 'styleSheet/numFmts/numFmt')
        own.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
      if (path !== 'styleSheet/cellXfs/xf') return;
      if (ids.length >= LIMITS.cellStyles) throw refusal('TooMuch');
      ids.push(Number(attributes.get('numFmtId') ?? 0));
    },
  });
  return ids.map((id) => own.get(id) ?? builtInFormat(id));
}
