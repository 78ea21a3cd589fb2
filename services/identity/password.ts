import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** A password as it is stored: its scrypt hash with the parameters that made it, so that they may grow later. */
export interface PasswordHash {
  algorithm: 'scrypt';
  cost: number;
  blockSize: number;
  parallelization: number;
  saltBase64: string;
  hashBase64: string;
}

/** As strong as OWASP asks for scrypt: 16 MiB five times over, about 0.2 s. */
const NOW = { cost: 2 ** 14, blockSize: 8, parallelization: 5 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** Hashes a new password. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, NOW);
  return {
    algorithm: 'scrypt',
    ...NOW,
    saltBase64: salt.toString('base64'),
    hashBase64: hash.toString('base64'),
  };
}

/** Whether a password is the one that was hashed; compares in constant time. */
export async function isPassword(password: string, stored: PasswordHash): Promise<boolean> {
  const expected = Buffer.from(stored.hashBase64, 'base64');
  const found = await derive(password, Buffer.from(stored.saltBase64, 'base64'), expected.length, stored);
  return timingSafeEqual(found, expected);
}

/** A hash that no password has: verified when a login name is unknown, so that time does not tell which names exist. */
export function dummyHash(): PasswordHash {
  return {
    algorithm: 'scrypt',
    ...NOW,
    saltBase64: randomBytes(SALT_BYTES).toString('base64'),
    hashBase64: randomBytes(HASH_BYTES).toString('base64'),
  };
}

function derive(
  password: string,
  salt: Buffer,
  bytes: number,
  { cost, blockSize, parallelization }: Pick<PasswordHash, 'cost' | 'blockSize' | 'parallelization'>,
): Promise<Buffer> {
  const options: ScryptOptions = {
    cost,
    blockSize,
    parallelization,
    maxmem: 256 * cost * blockSize,
  };
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard are the same password.
    scrypt(password.normalize('NFKC'), salt, bytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
