import { randomBytes } from 'node:crypto';

const COOKIE = 'kequan_outside';
const LIFE_SECONDS = 600;

/** A secret that only this browser has, so that nobody else's sign-in can be slipped into it. */
export function newBrowserSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The cookie that holds it, for the callback alone. @param isSecure whether KeQuan is reached by https */
export function browserCookie(secret: string, path: string, isSecure: boolean): string {
  const flags = `Path=${path}; Max-Age=${LIFE_SECONDS}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return `${COOKIE}=${secret}; ${flags}`;
}

/** The secret in the cookies of a request; empty when there is none. */
export function browserSecretIn(cookies: string | undefined): string {
  const found = (cookies ?? '').split(';').find((one) => one.trim().startsWith(`${COOKIE}=`));
  return found?.trim().slice(COOKIE.length + 1) ?? '';
}
