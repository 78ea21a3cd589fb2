import { inflateRawSync } from 'node:zlib';
import { failure, type Failure } from '@kequan/contracts';

/** How many rows a sheet may have beside its headings, and what a workbook may unpack to. */
export const MOST_ROWS = 500;
export const MOST_FILE_MEBIBYTES = 2;
const MOST_ENTRIES = 100;
const MOST_UNPACKED_BYTES = 20 * 1024 * 1024;

const CENTRAL_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_OF_DIRECTORY = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * Looks through a workbook before anything parses it: a whole ZIP that unpacks to little (whatever its directory claims),
 * without document types (entities that grow) and without formulas, whose shown value nobody has checked.
 * @throws `ImportFileRefused`
 */
export function requireHarmlessWorkbook(file: Buffer): void {
  let left = MOST_UNPACKED_BYTES;
  for (const entry of entriesOf(file)) {
    const content = unpacked(file, entry, left);
    left -= content.length;
    if (!/\.(xml|rels)$/i.test(entry.name)) continue;
    const xml = content.toString('utf8');
    if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw refusedFile('DocumentType');
    if (/worksheets\/[^/]+\.xml$/i.test(entry.name) && /<(\w+:)?f[\s>/]/.test(xml))
      throw refusedFile('Formula');
  }
}

/** A workbook that is not read. @param reason what is wrong with it: the end of a text key `fields.Sheet…` */
export function refusedFile(
  reason: 'Unreadable' | 'TooMuch' | 'DocumentType' | 'Formula' | 'Empty',
): Failure {
  return failure('ImportFileRefused', { rows: MOST_ROWS, limit: `${MOST_FILE_MEBIBYTES} MiB` }, [
    { path: 'body.file', message: `Sheet${reason}` },
  ]);
}

interface Entry {
  name: string;
  method: number;
  packedBytes: number;
  localAt: number;
}

/** The entries of the ZIP's directory. @throws `ImportFileRefused` when it is none, or has too many */
function entriesOf(file: Buffer): Entry[] {
  const endAt = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (endAt < 0 || endAt + 22 > file.length || file.readUInt32LE(endAt) !== END_OF_DIRECTORY)
    throw refusedFile('Unreadable');
  const count = file.readUInt16LE(endAt + 10);
  if (count > MOST_ENTRIES) throw refusedFile('TooMuch');
  const entries: Entry[] = [];
  let at = file.readUInt32LE(endAt + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== CENTRAL_ENTRY) throw refusedFile('Unreadable');
    const nameBytes = file.readUInt16LE(at + 28);
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameBytes),
      method: file.readUInt16LE(at + 10),
      packedBytes: file.readUInt32LE(at + 20),
      localAt: file.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

/** An entry's content, unpacked only as far as it may. @throws `ImportFileRefused` */
function unpacked(file: Buffer, { method, packedBytes, localAt }: Entry, mostBytes: number): Buffer {
  if (localAt + 30 > file.length || file.readUInt32LE(localAt) !== LOCAL_ENTRY)
    throw refusedFile('Unreadable');
  const from = localAt + 30 + file.readUInt16LE(localAt + 26) + file.readUInt16LE(localAt + 28);
  const packed = file.subarray(from, from + packedBytes);
  if (method === STORED && packed.length <= mostBytes) return packed;
  if (method !== DEFLATED) throw refusedFile(method === STORED ? 'TooMuch' : 'Unreadable');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(mostBytes, 1) });
  } catch (error) {
    const isTooMuch = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw refusedFile(isTooMuch ? 'TooMuch' : 'Unreadable');
  }
}
