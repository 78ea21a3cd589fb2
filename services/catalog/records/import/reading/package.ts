import { crc32, inflateRawSync } from 'node:zlib';
import { fromBufferPromise, type Entry } from 'yauzl';
import { LIMITS } from './limits';
import { refusal, SheetRefusal } from './refusal';

const STORED = 0;
const DEFLATED = 8;

/** The files of a workbook by their names in small letters: names in a package differ by more than that. */
export type Parts = ReadonlyMap<string, Buffer>;

/**
 * Unpacks a workbook by its ZIP's directory alone, so that what is checked here is what is read afterwards. What it
 * unpacks to is counted while it is unpacked; what it claims is believed nowhere.
 * @throws SheetRefusal
 */
export async function unpack(file: Buffer): Promise<Parts> {
  try {
    return await partsOf(file);
  } catch (error) {
    if (error instanceof SheetRefusal) throw error;
    // The only source of the library's complaints is the file.
    throw refusal('Unreadable');
  }
}

async function partsOf(file: Buffer): Promise<Parts> {
  const zip = await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: false });
  if (zip.entryCount > LIMITS.entries) throw refusal('TooMuch');
  const parts = new Map<string, Buffer>();
  const extents: Extent[] = [];
  let left: number = LIMITS.unpackedBytes;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw refusal('Password');
    const { fileDataStart: from } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const to = from + entry.compressedSize;
    extents.push({ from: entry.relativeOffsetOfLocalHeader, to });
    const content = inflated(entry, file.subarray(from, to), left);
    left -= content.length;
    const name = entry.fileName.toLowerCase();
    if (parts.has(name)) throw refusal('Unreadable');
    parts.set(name, content);
  }
  requireApart(extents, file.length);
  return parts;
}

function inflated({ compressionMethod, crc32: sum }: Entry, packed: Buffer, mostBytes: number): Buffer {
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) throw refusal('Unreadable');
  if (compressionMethod === STORED && packed.length > mostBytes) throw refusal('TooMuch');
  const content = compressionMethod === STORED ? packed : inflate(packed, mostBytes);
  if (crc32(content) !== sum) throw refusal('Unreadable');
  return content;
}

function inflate(packed: Buffer, mostBytes: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(mostBytes, 1) });
  } catch (error) {
    throw refusal((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'TooMuch' : 'Unreadable');
  }
}

interface Extent {
  from: number;
  to: number;
}

/** Two files that share bytes are a bomb, or a file that two readers read differently. */
function requireApart(extents: Extent[], fileBytes: number): void {
  let end = 0;
  for (const { from, to } of extents.sort((a, b) => a.from - b.from)) {
    if (from < end || to > fileBytes) throw refusal('Unreadable');
    end = to;
  }
}
