import en from './en.json';
import zh from './zh.json';

/** The languages of the portal, the errors and the messages: Chinese first. */
export type Language = 'zh' | 'en';

type Tree = { readonly [key: string]: string | Tree };
const TREES: Readonly<Record<Language, Tree>> = { zh, en };

/**
 * A text of the language files.
 * @param key its path, with dots
 * @param params what stands in its {placeholders}
 * @returns the text, or undefined when no language file has the key
 */
export function findText(
  language: Language,
  key: string,
  params: Readonly<Record<string, unknown>> = {},
): string | undefined {
  const found = key
    .split('.')
    .reduce<string | Tree | undefined>(
      (tree, part) => (typeof tree === 'object' && Object.hasOwn(tree, part) ? tree[part] : undefined),
      TREES[language],
    );
  if (typeof found !== 'string') return undefined;
  return found.replace(/\{(\w+)\}([。.；;，,]?)/g, (whole, name: string, mark: string) =>
    name in params ? beforeMark(String(params[name]), mark) : whole,
  );
}

/**
 * Words of somebody else and the mark that comes after them in our sentence. Who gives a reason often ends it with a full
 * stop, and two marks in a row look like a fault of ours: his stop gives way to our mark, our stop to his ！ or ？.
 */
export function beforeMark(words: string, mark: string): string {
  if (mark === '') return words;
  if (/[！？!?]$/.test(words) && /[。.]/.test(mark)) return words;
  return words.replace(/[。．.]$/, '') + mark;
}

/** A text of the language files. A key without a text is a mistake of ours and shows as the key itself. */
export function text(
  language: Language,
  key: string,
  params: Readonly<Record<string, unknown>> = {},
): string {
  return findText(language, key, params) ?? key;
}

/** The language of an Accept-Language header: English when it is asked for before Chinese, else Chinese. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = /\b(zh|en)\b/i.exec(acceptLanguage ?? '');
  return wanted?.[1]?.toLowerCase() === 'en' ? 'en' : 'zh';
}
