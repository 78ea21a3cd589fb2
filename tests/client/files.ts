import { FileView } from '@kequan/contracts';
import type { Http } from './http';

/** Attachments. */
export function filesClient(http: Http, token: string) {
  return {
    upload(name: string, mediaType: string, content: Uint8Array<ArrayBuffer>) {
      const body = new FormData();
      body.set('file', new Blob([content], { type: mediaType }), name);
      return http.send({ line: 'POST /v1/files', token, body, answer: FileView });
    },
  };
}
