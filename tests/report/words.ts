import words from './zh.json';

type Tree = { readonly [key: string]: string | Tree };

/** The demonstration's own words. @param key its path, with dots @throws Error when there is no such text */
export function say(key: string, params: Readonly<Record<string, string | number>> = {}): string {
  const found = key
    .split('.')
    .reduce<string | Tree | undefined>(
      (tree, part) => (typeof tree === 'object' ? tree[part] : undefined),
      words,
    );
  if (typeof found !== 'string') throw new Error(`no text ${key}`);
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
