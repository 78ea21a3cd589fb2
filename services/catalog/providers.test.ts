import { newId, onboardingId, passage as passageSoFar, type Passage, type Question } from '@kequan/contracts';
import { testStore, toldEvent, type TestStore } from '@kequan/kit/testing';
import { openProviders, type Providers } from './providers';
import { stageDecided } from './testing/shop-opened';

let store: TestStore;
let institutionId: string;
let accountId: string;
/** What the institution's process says of itself; nothing when there is none. */
let passage: Passage | undefined;
let providers: Providers;

beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => {
  institutionId = newId();
  accountId = newId();
  passage = undefined;
  providers = openProviders(
    store.connection,
    {
      query: async <R>(id: string, { name }: Question<R>) => {
        expect([id, name]).toEqual([onboardingId(institutionId), passageSoFar.name]);
        return passage as R | undefined;
      },
    },
    50,
  );
});

const opened = () => stageDecided(institutionId, accountId);
const submitted = () =>
  toldEvent('kequan.institution.stage-submitted.v1', institutionId, {
    programmeId: 'jiangsu',
    institutionId,
    applicantAccountId: accountId,
    title: '南京紫金分析测试有限公司',
    track: 'inspectionTesting',
    stage: 'registration',
    revision: 1,
    submittedBy: accountId,
  });
const closed = () =>
  toldEvent('kequan.institution.approval-withdrawn.v1', institutionId, {
    programmeId: 'jiangsu',
    institutionId,
    applicantAccountId: accountId,
    title: '南京紫金分析测试有限公司',
    track: 'inspectionTesting',
    stage: 'shop',
    revision: 1,
    withdrawnBy: accountId,
  });
const passedOf = (track: 'jiangsu' | 'shaanxi', ...passed: Passage['passed']): Passage =>
  track === 'jiangsu'
    ? { programmeId: 'jiangsu', track: 'inspectionTesting', passed }
    : { programmeId: 'shaanxi', track: 'provider', passed };

describe('an open shop', () => {
  it('when its event has come, then it is found by its institution and by its account', async () => {
    await providers.handle(opened());
    const found = { _id: institutionId, ownerAccountId: accountId, track: 'inspectionTesting' };
    expect(await providers.find(institutionId)).toMatchObject(found);
    expect(await providers.ofAccount(accountId)).toMatchObject(found);
  });

  it.each([
    ['jiangsu', passedOf('jiangsu', 'registration', 'shop')],
    ['shaanxi', passedOf('shaanxi', 'registration')],
  ])('when its event is late (%s), then one is asked to come again', async (_programme, said) => {
    passage = said;
    await expect(providers.find(institutionId)).rejects.toMatchObject({ code: 'Unavailable' });
  });

  it('when its event is late and one asks by the account, then one is asked to come again', async () => {
    await providers.handle(submitted());
    passage = passedOf('jiangsu', 'registration', 'shop');
    await expect(providers.ofAccount(accountId)).rejects.toMatchObject({ code: 'Unavailable' });
  });
});

describe('a shop that is not open', () => {
  it.each([
    ['nobody has begun', undefined],
    ['only the registration is approved', passedOf('jiangsu', 'registration')],
    ['nothing is approved', passedOf('shaanxi')],
  ])('when %s, then there is none', async (_case, said) => {
    passage = said;
    expect(await providers.find(institutionId)).toBeUndefined();
  });

  it('when what was submitted is known only, then its account has none', async () => {
    await providers.handle(submitted());
    expect(await providers.ofAccount(accountId)).toBeUndefined();
    expect(await providers.ofAccount(newId())).toBeUndefined();
  });

  it('when what was approved is taken back (R04), then there is none until it has passed again', async () => {
    await providers.handle(opened());
    await providers.handle(closed());
    expect(await providers.find(institutionId)).toBeUndefined();
    await providers.handle(submitted());
    expect(await providers.find(institutionId)).toBeUndefined();
    await providers.handle(opened());
    expect(await providers.find(institutionId)).toBeDefined();
  });
});

it('when a submission is heard again after the shop was opened, then the shop stays open', async () => {
  await providers.handle(opened());
  await providers.handle(submitted());
  expect(await providers.find(institutionId)).toBeDefined();
});
