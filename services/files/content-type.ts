import { failure, FileView } from '@kequan/contracts';
import { isWholeJpeg, isWholePdf, isWholePng } from './formats';

/** What may be attached. */
export const MEDIA_TYPES = FileView.shape.mediaType.options;
export type MediaType = FileView['mediaType'];

const STARTS: readonly { mediaType: MediaType; start: Buffer; isWhole: (content: Buffer) => boolean }[] = [
  { mediaType: 'application/pdf', start: Buffer.from('%PDF-'), isWhole: isWholePdf },
  { mediaType: 'image/png', start: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), isWhole: isWholePng },
  { mediaType: 'image/jpeg', start: Buffer.from([0xff, 0xd8, 0xff]), isWhole: isWholeJpeg },
];

/**
 * The type of a file by its content, never by its name or header.
 * @throws `FileTypeRefused` when it begins like none of ours, `FileDamaged` when it is not whole
 */
export function mediaTypeOf(content: Buffer): MediaType {
  const format = STARTS.find(({ start }) => content.subarray(0, start.length).equals(start));
  if (!format) throw failure('FileTypeRefused');
  if (!format.isWhole(content)) throw failure('FileDamaged');
  return format.mediaType;
}
