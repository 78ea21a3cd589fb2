import { crc32, deflateRawSync } from 'node:zlib';

/** A file in a ZIP. */
export interface ZipEntry {
  name: string;
  content: Buffer | string;
  /** Whether the directory names it; without that only who reads from the front finds it. */
  listed?: boolean;
  encrypted?: boolean;
}

/** A ZIP whose directory claims that each entry unpacks to a single byte. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const { name, content, listed: isListed = true, encrypted = false } of entries) {
    const packed = deflateRawSync(content);
    // Flags, method, time, day, checksum, packed and unpacked bytes, length of the name, of what else there is.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(1, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    const directory = [Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, Buffer.from(name)];
    if (isListed) listed.push(Buffer.concat(directory));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(listed);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(listed.length, 8);
  end.writeUInt16LE(listed.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}
