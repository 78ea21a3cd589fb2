/** A field of a protobuf message, as it stands on the wire. */
export interface WireField {
  number: number;
  /** Of a varint or a fixed number. */
  value?: bigint;
  /** Of a text, bytes, or an inner message. */
  bytes?: Buffer;
}

/**
 * Reads the fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/).
 * @throws Error when it is no such message
 */
export function readFields(message: Buffer): WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): bigint => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = message[at];
      if (byte === undefined) throw new Error('protobuf: ends within a number');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (count: number): Buffer => {
    if (at + count > message.length) throw new Error('protobuf: ends within a field');
    at += count;
    return message.subarray(at - count, at);
  };
  while (at < message.length) {
    const tag = Number(varint());
    const number = tag >>> 3;
    switch (tag & 7) {
      case 0:
        fields.push({ number, value: varint() });
        break;
      case 1:
        fields.push({ number, value: take(8).readBigUInt64LE() });
        break;
      case 2:
        fields.push({ number, bytes: take(Number(varint())) });
        break;
      case 5:
        fields.push({ number, value: BigInt(take(4).readUInt32LE()) });
        break;
      default:
        throw new Error(`protobuf: wire type ${tag & 7}`);
    }
  }
  return fields;
}

/** The inner messages (or texts, or bytes) of one field. */
export function innerOf(message: Buffer, number: number): Buffer[] {
  return readFields(message).flatMap((field) =>
    field.number === number && field.bytes ? [field.bytes] : [],
  );
}
