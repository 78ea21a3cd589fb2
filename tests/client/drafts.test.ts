import { saveDraft } from './drafts';
import { Refused } from './refused';

const conflict = new Refused('PUT /v1/x', {
  type: '/problems/Conflict',
  title: 't',
  status: 409,
  detail: 'd',
  code: 'Conflict',
  requestId: 'r',
});
const form = { name: '甲' };
const stepsWith = (found: object) => ({
  read: async () => ({ version: 2, draft: found }),
  save: () => Promise.reject(conflict),
  draftOf: ({ draft }: { draft: object }) => draft,
});

describe('saving a draft', () => {
  test('when the save was done and its answer lost, then its repetition is taken as done', async () => {
    await expect(saveDraft(form, stepsWith({ name: '甲' }))).resolves.toMatchObject({ version: 2 });
  });

  test('when somebody else has changed it, then the conflict is told', async () => {
    await expect(saveDraft(form, stepsWith({ name: '乙' }))).rejects.toBe(conflict);
  });
});
