import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const TAG_BYTES = 16;

/** Encrypts short texts (phone numbers, keys) that must not stand readable in a store, a topic or a log. */
export interface Seal {
  close(text: string): string;
  /** @throws Error when the text was not sealed with this key and purpose, or was changed */
  open(sealed: string): string;
}

/**
 * A seal for one purpose (AES-256-GCM; the key is derived from the installation's secret by HKDF).
 * @param secret 32 bytes in base64
 * @param purpose what is sealed; a text sealed for one purpose does not open for another
 */
export function createSeal(secret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', `kequan/${purpose}`, 32));
  return {
    close(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${nonce.toString('base64url')}.${Buffer.concat([body, cipher.getAuthTag()]).toString('base64url')}`;
    },
    open(sealed) {
      const [version, nonce, body, more] = sealed.split('.');
      if (version !== 'v1' || !nonce || !body || more !== undefined) throw new Error('not a sealed text');
      const bytes = Buffer.from(body, 'base64url');
      // The tag's length is said, or a forger could offer a shorter one, which is easier to guess.
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = [decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()];
      return Buffer.concat(opened).toString('utf8');
    },
  };
}

/** SHA-256 of a text or bytes, in hex. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A phone number with its middle hidden, as answers and logs show it. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '***' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
