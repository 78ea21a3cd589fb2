import fc from 'fast-check';
import { mediaTypeOf } from './content-type';
import { cleanFileName, contentDisposition } from './file-name';
import { sampleJpeg, samplePdf, samplePng } from './testing/samples';

const refused = expect.objectContaining({ code: 'FileTypeRefused' }) as Error;
const damaged = expect.objectContaining({ code: 'FileDamaged' }) as Error;

describe('the type is what the content says', () => {
  test('when the content is whole, then its type is known', () => {
    expect(mediaTypeOf(samplePdf())).toBe('application/pdf');
    expect(mediaTypeOf(samplePng())).toBe('image/png');
    expect(mediaTypeOf(sampleJpeg())).toBe('image/jpeg');
    expect(mediaTypeOf(Buffer.concat([sampleJpeg(), Buffer.alloc(7)]))).toBe('image/jpeg');
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('营业执照')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a picture of another kind', Buffer.from('GIF89a')],
    ['a program', Buffer.from('MZ\x90\x00')],
    ['a PDF behind something else', Buffer.concat([Buffer.from('<html>'), samplePdf()])],
  ])('when it is %s, then it is refused', (_what, content) => {
    expect(() => mediaTypeOf(content)).toThrow(refused);
  });

  test.each([
    ['a PDF without its end', samplePdf().subarray(0, -6)],
    ['a PDF with its end mark far from its end', Buffer.concat([samplePdf(), Buffer.alloc(2000, 32)])],
    ['a PDF without a version', Buffer.from('%PDF-\n%%EOF')],
    ['a PNG of its signature only', samplePng().subarray(0, 8)],
    ['a PNG with something behind its end', Buffer.concat([samplePng(), Buffer.from('x')])],
    ['a PNG without its image', Buffer.concat([samplePng().subarray(0, 33), samplePng().subarray(-12)])],
    ['a JPEG without its end', sampleJpeg().subarray(0, -2)],
    ['a JPEG without its scan', Buffer.concat([sampleJpeg().subarray(0, 20), Buffer.from([0xff, 0xd9])])],
    ['a JPEG of start and end', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
  ])('when it is %s, then it is damaged', (_what, content) => {
    expect(() => mediaTypeOf(content)).toThrow(damaged);
  });

  test('when any one byte of a PNG is changed or any end of it is cut, then it is not taken', () => {
    const png = samplePng();
    fc.assert(
      fc.property(fc.nat(png.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(png);
        changed.writeUInt8((changed.readUInt8(at) + by) % 256, at);
        expect(() => mediaTypeOf(changed)).toThrow();
        expect(() => mediaTypeOf(png.subarray(0, at))).toThrow();
      }),
    );
  });

  test('when the content is anything at all, then it is judged and never read past its end', () => {
    const starts = [samplePdf(), samplePng(), sampleJpeg()].map((sample) => sample.subarray(0, 24));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        try {
          mediaTypeOf(Buffer.concat([start, rest]));
        } catch (error) {
          expect(['FileTypeRefused', 'FileDamaged']).toContain((error as { code?: string }).code);
        }
      }),
    );
  });
});

describe('names', () => {
  test.each([
    ['营业执照.pdf', '营业执照.pdf'],
    ['C:\\Users\\zhang\\执照 扫描件.PDF', '执照 扫描件.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['invoice.html', 'invoice.html.pdf'],
    ['', 'file.pdf'],
    ['...', 'file.pdf'],
    ['.pdf', 'pdf.pdf'],
    ['gnp\u202efdp.exe', 'gnpfdp.exe.pdf'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie_ x.pdf'],
    ['cafe\u0301.pdf', 'café.pdf'],
  ])('when a PDF is called %j, then it is kept as %j', (given, kept) => {
    expect(cleanFileName(given, 'application/pdf')).toBe(kept);
  });

  test('when a JPEG has the longer extension, then it stays', () => {
    expect(cleanFileName('logo.jpeg', 'image/jpeg')).toBe('logo.jpeg');
  });

  test('when a name is anything at all, then it is short, visible and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const kept = cleanFileName(given, 'image/png');
        expect(Array.from(kept).length).toBeLessThanOrEqual(120);
        expect(kept).toMatch(/^[^\p{Cc}\p{Cf}/\\]+\.png$/iu);
        expect(cleanFileName(kept, 'image/png')).toBe(kept);
      }),
    );
  });

  test('when a file is offered under a Chinese name, then the header carries it for old and new readers', () => {
    expect(contentDisposition("执照 (1)'s.pdf")).toBe(
      `attachment; filename="__ (1)'s.pdf"; filename*=UTF-8''%E6%89%A7%E7%85%A7%20%281%29%27s.pdf`,
    );
  });

  test('when a name is anything at all, then the header is one line of visible ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (given) => {
        const header = contentDisposition(cleanFileName(given, 'image/png'));
        expect(header).toMatch(/^[\x20-\x7e]+$/);
      }),
    );
  });
});
