import { crc32 } from 'node:zlib';

/** How far from its end a PDF may carry its end mark (ISO 32000, implementation note on %%EOF). */
const PDF_TAIL_BYTES = 1024;

/** Whether a PDF has a version in its first line and its end mark at its end. */
export function isWholePdf(content: Buffer): boolean {
  const head = content.subarray(0, 16).toString('latin1');
  return /^%PDF-\d\.\d/.test(head) && content.subarray(-PDF_TAIL_BYTES).includes('%%EOF');
}

const PNG_SIGNATURE_BYTES = 8;
/** Length, type and checksum of a chunk. */
const PNG_FRAME_BYTES = 12;

/** Whether a PNG is a chain of chunks with right checksums from IHDR over image data to IEND, and nothing after it. */
export function isWholePng(content: Buffer): boolean {
  let hasImage = false;
  for (let at = PNG_SIGNATURE_BYTES; at + PNG_FRAME_BYTES <= content.length;) {
    const length = content.readUInt32BE(at);
    const end = at + PNG_FRAME_BYTES + length;
    if (end > content.length) return false;
    const type = content.toString('latin1', at + 4, at + 8);
    if (crc32(content.subarray(at + 4, end - 4)) !== content.readUInt32BE(end - 4)) return false;
    if (at === PNG_SIGNATURE_BYTES && (type !== 'IHDR' || length !== 13)) return false;
    if (type === 'IDAT') hasImage = true;
    if (type === 'IEND') return hasImage && end === content.length;
    at = end;
  }
  return false;
}

const JPEG_START_OF_SCAN = 0xda;
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** Whether a JPEG is a chain of segments with a frame, then a scan, and ends with its end mark (cameras pad with zeros). */
export function isWholeJpeg(content: Buffer): boolean {
  let hasFrame = false;
  for (let at = 2; at + 4 <= content.length;) {
    if (content[at] !== 0xff) return false;
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) {
      // A fill byte before a marker.
      at += 1;
      continue;
    }
    const length = content.readUInt16BE(at + 2);
    if (length < 2) return false;
    if (isFrame(marker)) hasFrame = true;
    if (marker === JPEG_START_OF_SCAN) return hasFrame && endsWithMark(content, at + 2 + length);
    at += 2 + length;
  }
  return false;
}

/** SOF0 to SOF15, without the tables (DHT, JPG, DAC) that stand between them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function endsWithMark(content: Buffer, scanAt: number): boolean {
  let end = content.length;
  while (end > scanAt && content[end - 1] === 0) end -= 1;
  return end - 2 >= scanAt && content.subarray(end - 2, end).equals(JPEG_END);
}
