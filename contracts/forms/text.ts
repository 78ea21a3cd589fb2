import { z } from 'zod';

/** A required text of one line, trimmed. @param maxChars the longest text accepted, in characters */
export function line(maxChars: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxChars)
    .regex(/^[^\p{Cc}]*$/u);
}

/** A required text of several lines, trimmed. @param maxChars the longest text accepted, in characters */
export function prose(maxChars: number) {
  return z.string().trim().min(1).max(maxChars);
}

/** A mainland mobile number, as SMS providers take it. */
export const MobilePhone = z.string().regex(/^1[3-9]\d{9}$/);
