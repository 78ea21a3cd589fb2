import { newId } from '@kequan/contracts';
import { z } from 'zod';
import { aggregateStore, type AggregateStore } from '../store/aggregate';
import { mixed, optional, text } from '../store/fields';
import { aggregateSchema, type DocumentOf } from '../store/schema';
import { testStore, type TestStore } from '../testing';
import { newApplication, type Application } from './application';
import { moveApplication, saveDraft, type ApplicationPlace } from './commands';
import { withSubmission, withWithdrawal } from './transitions';

const thingSchema = aggregateSchema({ application: mixed<Application>(), note: optional(text) });
type Thing = DocumentOf<typeof thingSchema>;

const place: ApplicationPlace<Thing> = { path: 'application', of: ({ application }) => application };
const schema = z.strictObject({ name: z.string().max(5) }).partial();

let store: TestStore;
let things: AggregateStore<Thing>;
beforeAll(async () => {
  store = await testStore();
  things = aggregateStore(store.connection, 'things', thingSchema, 'catalog', store.relay);
});
afterAll(() => store.close());

async function newThing(): Promise<Thing> {
  const { doc } = await things.insert(newId(), { application: newApplication() }, { key: 'new' });
  return doc;
}

function submit(id: string, key: string, version?: number): Promise<Thing> {
  return moveApplication(things, {
    id,
    key,
    place,
    version,
    move: ({ application }) => ({
      after: withSubmission(application, application.draft, new Date()),
      set: { note: key },
    }),
  });
}

describe('a move of an application', () => {
  it('when fifty race to submit, then one wins and the others are told that it is not open', async () => {
    const { _id } = await newThing();
    const results = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => submit(_id, `key${n}`)));
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const codes = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
    );
    expect(won).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['StageNotOpen']));
    expect((await things.get(_id)).application.revision).toBe(1);
    expect((await things.get(_id)).note).toBe(won[0]?.note);
  });

  it('when it is repeated with the same key, then nothing changes and the same is answered', async () => {
    const { _id } = await newThing();
    const first = await submit(_id, 'once');
    expect(await submit(_id, 'once')).toEqual(first);
  });

  it('when the document has changed since its version was seen, then it is a conflict', async () => {
    const { _id, version } = await newThing();
    await saveDraft(things, _id, place, schema, { form: { name: '甲' } });
    await expect(submit(_id, 'late', version)).rejects.toThrow('Conflict');
    expect((await things.get(_id)).application.status).toBe('draft');
  });

  it('when the rules forbid it, then the rule is told', async () => {
    const { _id } = await newThing();
    const withdrawn = moveApplication(things, {
      id: _id,
      key: 'withdraw',
      place,
      move: ({ application }) => ({ after: withWithdrawal(application) }),
    });
    await expect(withdrawn).rejects.toThrow('NotUnderReview');
  });
});

describe('saving a draft', () => {
  it('when the same save comes again after its answer was lost, then it is no conflict with itself', async () => {
    const { _id, version } = await newThing();
    const saved = await saveDraft(things, _id, place, schema, { form: { name: '甲' }, version });
    const again = await saveDraft(things, _id, place, schema, { form: { name: '甲' }, version });
    expect(again.version).toBe(saved.version);
  });

  it('when another form is saved over a version that is gone, then it is a conflict and the first stays', async () => {
    const { _id, version } = await newThing();
    await saveDraft(things, _id, place, schema, { form: { name: '甲' }, version });
    await expect(saveDraft(things, _id, place, schema, { form: { name: '乙' }, version })).rejects.toThrow(
      'Conflict',
    );
    expect((await things.get(_id)).application.draft).toEqual({ name: '甲' });
  });

  it('when a field is wrong, then it is named and nothing is saved', async () => {
    const { _id } = await newThing();
    await expect(
      saveDraft(things, _id, place, schema, { form: { name: 'too long', other: 1 } }),
    ).rejects.toMatchObject({
      code: 'InputInvalid',
      fields: [
        { path: 'body.form.name', message: 'tooLong|maximum=5' },
        { path: 'body.form.other', message: 'unknown' },
      ],
    });
    expect((await things.get(_id)).version).toBe(1);
  });

  it('when a submission wins the race against a save, then what is under review does not change', async () => {
    const { _id } = await newThing();
    await saveDraft(things, _id, place, schema, { form: { name: '甲' } });
    await Promise.allSettled([
      submit(_id, 'submit'),
      ...Array.from({ length: 20 }, (_, n) =>
        saveDraft(things, _id, place, schema, { form: { name: String(n) } }),
      ),
    ]);
    const { application } = await things.get(_id);
    expect(application.status).toBe('underReview');
    expect(application.draft).toEqual(application.submitted?.form);
  });
});
