import { posix } from 'node:path';
import type { Parts } from './package';
import { readXml } from './xml';

/** What a part of the package refers to: the name of a part, and what it is for, as `worksheet`. */
export interface Relationship {
  kind: string;
  part: string;
}

/** What a part refers to, by the ids it uses. @param part its name; empty for the package itself @throws SheetRefusal */
export function relationshipsOf(parts: Parts, part: string): ReadonlyMap<string, Relationship> {
  const { dir, base } = posix.parse(part);
  const content = parts.get(posix.join(dir, '_rels', `${base}.rels`));
  const found = new Map<string, Relationship>();
  if (!content) return found;
  readXml(content, {
    open(path, attributes) {
      if (path !== 'Relationships/Relationship' || attributes.get('TargetMode') === 'External') return;
      const target = attributes.get('Target') ?? '';
      found.set(attributes.get('Id') ?? '', {
        kind: attributes.get('Type')?.split('/').at(-1) ?? '',
        part: posix.resolve('/', dir, target).slice(1).toLowerCase(),
      });
    },
  });
  return found;
}

/** The first part that is for something. */
export function partFor(relationships: ReadonlyMap<string, Relationship>, kind: string): string | undefined {
  return [...relationships.values()].find((one) => one.kind === kind)?.part;
}
