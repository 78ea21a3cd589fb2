import {
  MallServiceView,
  RecordImportView,
  RecordView,
  ServiceView,
  type RecordKind,
  type ServiceKind,
} from '@kequan/contracts';
import { saveDraft, type Form } from './drafts';
import type { Http } from './http';

/** The services of the signed-in provider. */
export function catalogClient(http: Http, token: string) {
  const read = (id: string) => http.send({ line: `GET /v1/services/${id}`, token, answer: ServiceView });
  return {
    read,
    create: (institutionId: string, kind: ServiceKind) =>
      http.send({ line: 'POST /v1/services', token, body: { institutionId, kind }, answer: ServiceView }),
    saveDraft: (id: string, form: Form) =>
      saveDraft(form, {
        read: () => read(id),
        save: (body) => http.send({ line: `PUT /v1/services/${id}`, token, body, answer: ServiceView }),
        draftOf: (view) => view.draft,
      }),
    submit: (id: string) =>
      http.send({ line: `POST /v1/services/${id}/submission`, token, answer: ServiceView }),
    createRecord: (kind: RecordKind, institutionId: string) =>
      http.send({ line: `POST /v1/records/${kind}`, token, body: { institutionId }, answer: RecordView }),
    saveRecord: (kind: RecordKind, id: string, form: Form) =>
      saveDraft(form, {
        read: () => http.send({ line: `GET /v1/records/${kind}/${id}`, token, answer: RecordView }),
        save: (body) => http.send({ line: `PUT /v1/records/${kind}/${id}`, token, body, answer: RecordView }),
        draftOf: (view) => view.draft,
      }),
    importRecords: (kind: RecordKind, name: string, content: Uint8Array<ArrayBuffer>) => {
      const body = new FormData();
      body.set('file', new Blob([content]), name);
      return http.send({ line: `POST /v1/record-imports/${kind}`, token, body, answer: RecordImportView });
    },
    submitRecord: (kind: RecordKind, id: string) =>
      http.send({ line: `POST /v1/records/${kind}/${id}/submission`, token, answer: RecordView }),
  };
}

/** The mall, which everybody may read. */
export function mallClient(http: Http) {
  return {
    read: (id: string) => http.send({ line: `GET /v1/mall/services/${id}`, answer: MallServiceView }),
  };
}
