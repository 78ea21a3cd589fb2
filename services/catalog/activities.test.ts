import { newId, ServiceDraft, type CatalogActivities } from '@kequan/contracts';
import { newApplication, openCalendar, saveDraft } from '@kequan/kit';
import { testStore, type TestStore } from '@kequan/kit/testing';
import { catalogActivities } from './activities';
import { openServices, type OfferedService, type OfferedServices } from './model';
import { instrumentSources } from './instrument-sources';
import { openRecords } from './records/model';
import { APPLICATION } from './service-commands';
import { openShelf } from './shelf/model';
import { completeService } from './testing/services';

let store: TestStore;
let services: OfferedServices;
let activities: CatalogActivities;
beforeAll(async () => {
  store = await testStore();
  services = openServices(store.connection, store.relay);
  const records = openRecords(store.connection, store.relay);
  activities = catalogActivities({
    services,
    records,
    instruments: instrumentSources(records, openShelf(store.connection, store.relay)),
    calendar: openCalendar(store.connection),
  });
});
afterAll(() => store.close());

async function filledIn(institutionId = newId()): Promise<OfferedService> {
  const facts = {
    programmeId: 'jiangsu',
    institutionId,
    ownerAccountId: newId(),
    track: 'inspectionTesting' as const,
    kind: 'inspectionTesting' as const,
    application: newApplication(),
    voucher: false,
  };
  const { doc } = await services.insert(newId(), facts, { key: 'create' });
  return saveDraft(services, doc._id, APPLICATION, ServiceDraft, { form: completeService() });
}

const submission = ({ _id, version, ownerAccountId }: OfferedService, key = newId()) => ({
  id: _id,
  key,
  version,
  submittedBy: ownerAccountId,
});
const outcome = (id: string, verdict: 'approve' | 'return' | 'reject' = 'approve', key = newId()) => ({
  id,
  key,
  taskId: newId(),
  outcome: verdict,
  comments: [],
  decidedBy: newId(),
});

async function listed(institutionId?: string): Promise<OfferedService> {
  const service = await filledIn(institutionId);
  await activities.recordServiceSubmission(submission(service));
  await activities.recordServiceOutcome(outcome(service._id));
  return services.get(service._id);
}

const typesOf = ({ outbox }: OfferedService): string[] => outbox.map(({ type }) => type);

describe('recording a submission', () => {
  it('when the step is retried after a crash, then it answers the same and nothing is doubled', async () => {
    const before = await filledIn();
    const input = submission(before);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => activities.recordServiceSubmission(input)),
    );
    for (const answer of answers)
      expect(answer).toEqual({
        title: '高效液相色谱分析',
        revision: 1,
        applicantAccountId: before.ownerAccountId,
      });
    expect(typesOf(await services.get(before._id))).toEqual(['kequan.catalog.service-submitted.v1']);
  });

  it('when two submissions race, then one wins', async () => {
    const before = await filledIn();
    const results = await Promise.allSettled([
      activities.recordServiceSubmission(submission(before)),
      activities.recordServiceSubmission(submission(before)),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('when the draft was edited meanwhile, then it is a conflict', async () => {
    const seen = await filledIn();
    await saveDraft(services, seen._id, APPLICATION, ServiceDraft, { form: completeService({ name: '乙' }) });
    await expect(activities.recordServiceSubmission(submission(seen))).rejects.toThrow('Conflict');
  });
});

describe('recording what was decided', () => {
  it('when it is approved, then it is listed as it was submitted', async () => {
    const service = await listed();
    expect(service).toMatchObject({
      application: { status: 'approved', decision: { outcome: 'approve', revision: 1 } },
      voucher: false,
    });
    expect(service.listing).toEqual(service.application.submitted?.form);
  });

  it.each(['return', 'reject'] as const)('when it is a %s, then nothing is listed', async (verdict) => {
    const service = await filledIn();
    await activities.recordServiceSubmission(submission(service));
    await activities.recordServiceOutcome(outcome(service._id, verdict));
    expect((await services.get(service._id)).listing).toBeUndefined();
  });

  it('when it is retried, then it is recorded once; a second decision is refused', async () => {
    const service = await filledIn();
    await activities.recordServiceSubmission(submission(service));
    const decision = outcome(service._id, 'return');
    await activities.recordServiceOutcome(decision);
    await activities.recordServiceOutcome(decision);
    await expect(activities.recordServiceOutcome(outcome(service._id))).rejects.toThrow('NotUnderReview');
    expect(typesOf(await services.get(service._id))).toEqual([
      'kequan.catalog.service-submitted.v1',
      'kequan.catalog.service-decided.v1',
    ]);
  });

  it('when it was withdrawn, then it is a draft again', async () => {
    const service = await filledIn();
    await activities.recordServiceSubmission(submission(service));
    const withdrawal = {
      id: service._id,
      key: newId(),
      taskId: newId(),
      withdrawnBy: service.ownerAccountId,
    };
    await activities.recordServiceWithdrawal(withdrawal);
    await activities.recordServiceWithdrawal(withdrawal);
    const after = await services.get(service._id);
    expect(after.application.status).toBe('draft');
    expect(typesOf(after).at(-1)).toBe('kequan.catalog.service-withdrawn.v1');
    expect(after.outbox).toHaveLength(2);
  });
});

describe('listed services of an institution', () => {
  it('when it has none, or names one of another, then the qualification may not be submitted', async () => {
    const institutionId = newId();
    const draft = await filledIn(institutionId);
    const require = (serviceIds: string[]) => activities.requireListedServices({ institutionId, serviceIds });
    await expect(require([draft._id])).rejects.toThrow('ListedServiceRequired');
    const mine = await listed(institutionId);
    const others = await listed();
    await expect(require([mine._id, others._id])).rejects.toThrow('ServiceNotListed');
    await expect(require([mine._id, draft._id])).rejects.toThrow('ServiceNotListed');
    await expect(require([mine._id])).resolves.toBeUndefined();
  });
});

describe('voucher services', () => {
  it('when the step is retried with any key, then each is set once and told once', async () => {
    const institutionId = newId();
    const serviceIds = [(await listed(institutionId))._id, (await listed(institutionId))._id];
    const input = { institutionId, serviceIds, key: newId() };
    await Promise.all([activities.setVoucherServices(input), activities.setVoucherServices(input)]);
    await activities.setVoucherServices({ ...input, key: newId() });
    for (const id of serviceIds) {
      const service = await services.get(id);
      expect(service.voucher).toBe(true);
      expect(typesOf(service).filter((type) => type.endsWith('voucher-service-set.v1'))).toHaveLength(1);
    }
  });

  it('M19: when one is another’s, not listed, taken back or not there, then it is left out, and the others are set', async () => {
    const institutionId = newId();
    const draft = await filledIn(institutionId);
    const others = await listed();
    const mine = await listed(institutionId);
    const serviceIds = [draft._id, others._id, newId(), mine._id];
    await activities.setVoucherServices({ institutionId, serviceIds, key: newId() });
    const flags = await Promise.all(
      [draft, others, mine].map(async ({ _id }) => (await services.get(_id)).voucher),
    );
    expect(flags).toEqual([false, false, true]);
  });
});
