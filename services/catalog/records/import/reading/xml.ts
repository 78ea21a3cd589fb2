import { parser as newParser, type QualifiedTag } from 'sax';
import { LIMITS } from './limits';
import { refusal, SheetRefusal } from './refusal';

/** What is told of a document. A path is the names from the root, as `worksheet/sheetData/row`. */
export interface XmlListener {
  open?(path: string, attributes: Attributes): void;
  text?(path: string, text: string): void;
  close?(path: string): void;
}

/** Attributes by name; those of the namespace of relationships as `r:…`. */
export type Attributes = ReadonlyMap<string, string>;

/** Transitional and strict OOXML, and packages. */
const NAMESPACES = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
]);
const RELATIONSHIPS = new Set([
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'http://purl.oclc.org/ooxml/officeDocument/relationships',
]);
const PIECE_BYTES = 64 * 1024;

/** Reads a document of the package piece by piece. @throws SheetRefusal, at a document type before anything is expanded */
export function readXml(content: Buffer, listener: XmlListener): void {
  const parser = newParser(true, { xmlns: true });
  const paths: string[] = [];
  parser.onerror = () => {
    throw refusal('Unreadable');
  };
  parser.ondoctype = () => {
    throw refusal('DocumentType');
  };
  parser.onopentag = (tag) => {
    const { uri, local, attributes } = tag as QualifiedTag;
    if (paths.length >= LIMITS.xmlDepth) throw refusal('TooMuch');
    // What stands in a foreign namespace is nothing that we know, whatever its name.
    const name = NAMESPACES.has(uri) ? local : '?';
    const path = paths.length === 0 ? name : `${paths.at(-1) ?? ''}/${name}`;
    paths.push(path);
    listener.open?.(path, attributesOf(attributes));
  };
  const text = (piece: string): void => listener.text?.(paths.at(-1) ?? '', piece);
  parser.ontext = text;
  parser.oncdata = text;
  parser.onclosetag = () => {
    const path = paths.pop() ?? '';
    listener.close?.(path);
  };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < content.length; at += PIECE_BYTES)
      parser.write(decoder.decode(content.subarray(at, at + PIECE_BYTES), { stream: true }));
    parser.write(decoder.decode()).close();
  } catch (error) {
    if (error instanceof SheetRefusal) throw error;
    throw refusal('Unreadable');
  }
}

function attributesOf(attributes: QualifiedTag['attributes']): Attributes {
  const found = new Map<string, string>();
  for (const { uri, local, value } of Object.values(attributes))
    if (uri === '') found.set(local, value);
    else if (RELATIONSHIPS.has(uri)) found.set(`r:${local}`, value);
  return found;
}
