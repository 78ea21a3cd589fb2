import {
  EntryNoticeView,
  InstitutionView,
  pageOf,
  TrackerView,
  type OnboardingStage,
  type TrackName,
} from '@kequan/contracts';
import { saveDraft, type Form } from './drafts';
import type { Http } from './http';

/** The institution of the signed-in provider and its stages. */
export function institutionClient(http: Http, token: string) {
  const read = (id: string) =>
    http.send({ line: `GET /v1/institutions/${id}`, token, answer: InstitutionView });
  return {
    read,
    create: (track: TrackName) =>
      http.send({ line: 'POST /v1/institutions', token, body: { track }, answer: InstitutionView }),
    saveDraft: (id: string, stage: OnboardingStage, form: Form) =>
      saveDraft(form, {
        read: () => read(id),
        save: (body) =>
          http.send({
            line: `PUT /v1/institutions/${id}/stages/${stage}`,
            token,
            body,
            answer: InstitutionView,
          }),
        draftOf: (view) => view.stages[stage]?.draft,
      }),
    submit: (id: string, stage: OnboardingStage) =>
      http.send({
        line: `POST /v1/institutions/${id}/stages/${stage}/submission`,
        token,
        answer: InstitutionView,
      }),
    tracker: (id: string) =>
      http.send({ line: `GET /v1/institutions/${id}/tracker`, token, answer: TrackerView }),
  };
}

/** The entry notices (入库通知) that everybody may read. */
export function noticesClient(http: Http) {
  return {
    list: (programmeId: string) =>
      http.send({
        line: `GET /v1/entry-notices?programmeId=${programmeId}&limit=100`,
        answer: pageOf(EntryNoticeView),
      }),
  };
}
