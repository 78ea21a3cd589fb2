import { readFields } from './protobuf';
import { spansOf } from './spans';

/** A length-delimited field. */
function field(number: number, ...content: (Buffer | string)[]): Buffer {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
}

describe('reading what an exporter sends', () => {
  test('when a request holds a span, then its ids, name, kind and library are read', () => {
    const traceId = Buffer.alloc(16, 0xab);
    const span = [
      field(1, traceId),
      field(2, Buffer.alloc(8, 1)),
      field(5, '提交'),
      Buffer.from([6 << 3, 2]),
      Buffer.concat([Buffer.from([(7 << 3) | 1]), Buffer.alloc(8, 9)]),
    ];
    const request = field(1, field(2, field(1, field(1, 'library')), field(2, ...span)));

    expect(spansOf(request)).toEqual([
      {
        traceId: 'ab'.repeat(16),
        spanId: '01'.repeat(8),
        parentSpanId: '',
        name: '提交',
        kind: 2,
        scope: 'library',
      },
    ]);
  });

  test('when a message is cut off, then it is not taken for a shorter one', () => {
    expect(() => readFields(field(1, 'whole').subarray(0, 4))).toThrow('ends within a field');
    expect(() => readFields(Buffer.from([0x08, 0x80]))).toThrow('ends within a number');
  });
});
