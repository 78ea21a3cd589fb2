import { newId, type HostRegistrationForm, type ProblemAnswer } from '@kequan/contracts';
import { call, until, type TestAnswer } from '@kequan/kit/testing';
import { completeHostRegistration } from './testing/host-registration';
import { Owner } from './testing/owner';
import { startInstitution, type InstitutionSystem } from './testing/system';

let system: InstitutionSystem;
beforeAll(async () => {
  system = await startInstitution();
});
afterAll(() => system.stop());

async function newProvider(): Promise<Owner> {
  return Owner.create(system, await system.identity.account('provider', 'shaanxi'), 'provider');
}

async function approved(): Promise<Owner> {
  const provider = await newProvider();
  await provider.pass('registration');
  await until('the voucher shop', async () => (await provider.view()).voucherShop);
  return provider;
}

const code = ({ status, body }: TestAnswer): unknown => [status, (body as Partial<ProblemAnswer>).code];
const statusOf = async (provider: Owner) => (await provider.view()).stages.registration?.status;
const withdraw = (provider: Owner, query = '', key = newId()) =>
  provider.withdraw('registration', key, query);

describe('a registration with host and testing body', () => {
  it('when only the host is filled in and saved, then it is a draft and nothing is submitted (R03)', async () => {
    const provider = await newProvider();
    const { host } = completeHostRegistration();
    await provider.save('registration', { host: { name: host.name, unitCode: '9161' } });
    expect((await provider.view()).stages.registration).toEqual({
      status: 'draft',
      revision: 0,
      draft: { host: { name: host.name, unitCode: '9161' } },
    });
    const answer = await provider.submit('registration');
    expect(code(answer)).toEqual([422, 'FormIncomplete']);
    const paths = (answer.body as ProblemAnswer).fields?.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['host.unitCode', 'host.licenceFileId', 'testingBody']));
  });

  it('when it is another track, then its fields are another form’s', async () => {
    const owner = await Owner.create(
      system,
      await system.identity.account('provider', 'jiangsu'),
      'inspectionTesting',
    );
    expect((await owner.save('registration', completeHostRegistration())).status).toBe(400);
  });
});

describe('an approved registration that is taken back (R04)', () => {
  it('when the owner has not confirmed, then he is warned and stays approved', async () => {
    const provider = await approved();
    const answer = await withdraw(provider);
    expect(code(answer)).toEqual([409, 'WithdrawalNeedsConfirmation']);
    expect((answer.body as ProblemAnswer).detail).toContain('状态会重新变成待审核');
    expect(code(await withdraw(provider, '?confirm=false'))).toEqual([409, 'WithdrawalNeedsConfirmation']);
    expect([await statusOf(provider), (await provider.view()).voucherShop]).toEqual(['approved', true]);
  });

  it('when he has confirmed, then it takes no vouchers until it has passed again (R06)', async () => {
    const provider = await approved();
    const key = newId();
    const answers = await Promise.all([1, 2].map(() => withdraw(provider, '?confirm=true', key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect([await statusOf(provider), (await provider.view()).voucherShop]).toEqual(['draft', false]);

    const draft = (await provider.view()).stages.registration?.draft as HostRegistrationForm;
    const edited = { ...draft, testingBody: { ...draft.testingBody, contactName: '周宁' } };
    expect((await provider.save('registration', edited)).status).toBe(200);
    expect((await provider.submit('registration')).status).toBe(200);
    expect([await statusOf(provider), (await provider.view()).voucherShop]).toEqual(['underReview', false]);
    await provider.decide('registration', 'approve');
    const again = await provider.view();
    expect(again.stages.registration).toMatchObject({ status: 'approved', revision: 2 });
    expect(again.voucherShop).toBe(true);
  });

  it('when it is another’s, then it does not exist for him', async () => {
    const provider = await approved();
    const { authorization } = await system.identity.account('provider', 'shaanxi');
    const line = `POST /v1/institutions/${provider.id}/stages/registration/withdrawal?confirm=true`;
    expect((await call(system.port, line, { authorization, idempotencyKey: newId() })).status).toBe(404);
    expect(await statusOf(provider)).toBe('approved');
  });
});
