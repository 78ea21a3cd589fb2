import { newId, type Affiliation } from '@kequan/contracts';
import { call, type TestAccount } from '@kequan/kit/testing';
import { Owner } from './testing/owner';
import { startInstitution, type InstitutionSystem } from './testing/system';

let system: InstitutionSystem;
beforeAll(async () => {
  system = await startInstitution();
});
afterAll(() => system.stop());

/** A legal person with its primary account, and the institution of a unit that it allocated an account to. */
async function withUnit(): Promise<{ primary: TestAccount; unit: Owner }> {
  const legalPerson = { legalPersonId: 'lp-1', legalPersonName: '紫金大学', unitCode: '12320000466007781R' };
  const affiliation: Affiliation = { primaryAccountId: newId(), ...legalPerson };
  const primary = await system.identity.account('primaryAccount', 'jiangsu', affiliation);
  const account = await system.identity.account('provider', 'jiangsu', {
    ...affiliation,
    unitName: '分析中心',
  });
  return { primary, unit: await Owner.create(system, account, 'instrumentSharing') };
}

/** How a call on a unit's institution is answered to somebody else. */
async function statusOf(line: string, { id }: Owner, by: TestAccount, body?: object): Promise<number> {
  const { authorization } = by;
  const options = body ? { body } : line.startsWith('POST') ? { idempotencyKey: newId() } : {};
  return (await call(system.port, line.replace(':id', id), { authorization, ...options })).status;
}

describe('a primary account and the institutions of its units (JS step 1)', () => {
  it('when it asks, then it reads institution and tracker, and they stand in its list; another one has none of it', async () => {
    const { primary, unit } = await withUnit();
    const { primary: other } = await withUnit();
    for (const line of ['GET /v1/institutions/:id', 'GET /v1/institutions/:id/tracker'])
      expect([await statusOf(line, unit, primary), await statusOf(line, unit, other)]).toEqual([200, 404]);
    const list = async ({ authorization }: TestAccount) =>
      JSON.stringify((await call(system.port, 'GET /v1/institutions?limit=100', { authorization })).body);
    expect(await list(primary)).toContain(unit.id);
    expect(await list(other)).not.toContain(unit.id);
  });

  it('when a draft is saved, then the primary account does not see it before it is submitted (R03)', async () => {
    const { primary, unit } = await withUnit();
    await unit.save('shop');
    const { authorization } = primary;
    const read = async () =>
      (await call(system.port, `GET /v1/institutions/${unit.id}`, { authorization })).body;
    expect(await read()).toMatchObject({ stages: { shop: { status: 'draft', draft: {} } } });
    await unit.submit('shop');
    expect(await read()).toMatchObject({ stages: { shop: { submitted: { revision: 1 } } } });
  });

  it('when it would write, then it may not, though it may read', async () => {
    const { primary, unit } = await withUnit();
    const stage = '/v1/institutions/:id/stages/shop';
    expect(await statusOf(`PUT ${stage}`, unit, primary, { form: {} })).toBe(403);
    expect(await statusOf(`POST ${stage}/submission`, unit, primary)).toBe(403);
    expect(await statusOf(`POST ${stage}/withdrawal`, unit, primary)).toBe(403);
  });
});
