import type { MediaType } from './content-type';

const MOST_CHARS = 120;
const EXTENSIONS: Readonly<Record<MediaType, readonly [string, ...string[]]>> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
};

/**
 * A file's name as it is kept and offered for download: without path, without characters that nobody sees or that turn the
 * writing direction, at most 120 characters, and with an extension that tells the truth about its content.
 */
export function cleanFileName(given: string, mediaType: MediaType): string {
  const visible = given
    .normalize('NFC')
    .replace(/^.*[/\\]/su, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replace(/["*:<>?|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  const [usual, ...others] = EXTENSIONS[mediaType];
  const extension = [usual, ...others].find((known) => visible.toLowerCase().endsWith(known));
  const stem = extension ? visible.slice(0, -extension.length) : visible;
  const kept = Array.from(stem)
    .slice(0, MOST_CHARS - (extension ?? usual).length)
    .join('')
    .trim();
  return `${kept || 'file'}${extension ?? usual}`;
}

/** The header that offers a download under a name in any script (RFC 6266, RFC 5987). */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
