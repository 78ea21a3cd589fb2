import { randomUUID } from 'node:crypto';
import type { FailureCode } from '@kequan/contracts';
import { readAttachment } from '../journey/load';

/** A bad upload and how it must be refused. */
export interface HostileUpload {
  what: string;
  status: number;
  code: FailureCode;
  body: RequestInit['body'];
  headers: Record<string, string>;
}

const MEBIBYTE = 1024 * 1024;

/** Uploads that are no good file, whatever their name says. */
export function hostileUploads(): HostileUpload[] {
  const pdf = readAttachment('licence.pdf');
  const png = readAttachment('logo.png');
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  return [
    upload(
      'a page called PDF',
      415,
      'FileTypeRefused',
      form(bytes('<html><script>alert(1)</script></html>')),
    ),
    upload('nothing', 415, 'FileTypeRefused', form(new Uint8Array())),
    upload('a PDF cut off', 422, 'FileDamaged', form(pdf.slice(0, pdf.length / 2))),
    upload('a PNG cut off', 422, 'FileDamaged', form(png.slice(0, png.length - 20))),
    upload('a PNG with a flipped bit', 422, 'FileDamaged', form(flipped(png))),
    upload('eleven megabytes', 413, 'FileTooLarge', form(new Uint8Array(11 * MEBIBYTE))),
    upload('another field', 400, 'InputInvalid', form(pdf, 'other')),
    upload('two files', 400, 'InputInvalid', form(pdf, 'file', 'file')),
    upload('JSON', 415, 'MediaTypeUnsupported', '{}', { 'Content-Type': 'application/json' }),
    upload('a form without an end', 400, 'InputInvalid', '--x\r\nContent-Disposition: form-data', {
      'Content-Type': 'multipart/form-data; boundary=x',
    }),
    upload('a form without a boundary', 400, 'InputInvalid', 'x', { 'Content-Type': 'multipart/form-data' }),
  ];
}

function upload(
  what: string,
  status: number,
  code: FailureCode,
  body: RequestInit['body'],
  headers: Record<string, string> = {},
): HostileUpload {
  return { what, status, code, body, headers: { 'Idempotency-Key': randomUUID(), ...headers } };
}

function form(content: Uint8Array<ArrayBuffer>, ...fields: string[]): FormData {
  const data = new FormData();
  for (const field of fields.length > 0 ? fields : ['file'])
    data.append(field, new Blob([content], { type: 'application/pdf' }), '../../营业执照.pdf');
  return data;
}

function flipped(content: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = content.slice();
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}
