import { newId } from '@kequan/contracts';
import { newLegalPerson, type OutsideLegalPerson } from '../testing/legal-person';
import { completeService } from '../testing/services';
import { Provider, startCatalog, type CatalogSystem } from '../testing/system';

let system: CatalogSystem;
let legalPerson: OutsideLegalPerson;
let unit: Provider;
beforeAll(async () => {
  system = await startCatalog();
});
afterAll(() => system.stop());
beforeEach(async () => {
  legalPerson = await newLegalPerson();
  unit = await Provider.unitOf(system, legalPerson.affiliation);
});

/** Puts an instrument on a shelf and begins a service on it. @returns the service's path */
async function service(by: Provider, index = 0): Promise<string> {
  const outsideInstrumentId = legalPerson.instrumentIds[index];
  const { body } = await by.call('POST /v1/instruments', {
    institutionId: by.institutionId,
    outsideInstrumentId,
  });
  const { instrumentId } = body as { instrumentId: string };
  const form = completeService({ testingField: '电镜', instrumentId });
  return by.begin('/v1/services', form, { kind: 'instrumentSharing' });
}
async function listed(by: Provider, index = 0): Promise<string> {
  const path = await service(by, index);
  expect((await by.submit(path)).status).toBe(200);
  await by.decide(path, 'approve');
  return path;
}
const idOf = (path: string): string => path.split('/').at(-1) ?? '';
/** What the qualification of a unit asks before it is recorded. */
const gate = ({ institutionId }: Provider, paths: string[]) =>
  system.activities.requireListedServices({ institutionId, serviceIds: paths.map(idOf) });
/** What its approval does. */
const setVouchers = ({ institutionId }: Provider, paths: string[]) =>
  system.activities.setVoucherServices({ institutionId, serviceIds: paths.map(idOf), key: newId() });

describe('the qualification of a unit that shares instruments', () => {
  it('when an instrument is on its shelf and its service only drafted or under review, then it may not qualify (R08)', async () => {
    const path = await service(unit);
    await expect(gate(unit, [path])).rejects.toThrow('ListedServiceRequired');
    await unit.submit(path);
    await expect(gate(unit, [path])).rejects.toThrow('ListedServiceRequired');
    await unit.decide(path, 'approve');
    await expect(gate(unit, [path])).resolves.toBeUndefined();
  });

  it('when its listed service is taken back, then nothing is listed any more (R08)', async () => {
    const path = await listed(unit);
    expect((await unit.withdraw(path, '?confirm=true')).status).toBe(200);
    await expect(gate(unit, [path])).rejects.toThrow('ListedServiceRequired');
  });

  it('when a sister unit has the listed service, then it counts for the sister alone (R08, R09)', async () => {
    const sister = await Provider.unitOf(system, legalPerson.affiliation);
    const theirs = await listed(sister);
    await expect(gate(unit, [theirs])).rejects.toThrow('ListedServiceRequired');
    const mine = await listed(unit, 1);
    await expect(gate(unit, [mine, theirs])).rejects.toThrow('ServiceNotListed');
    await setVouchers(unit, [theirs]);
    expect((await sister.view(theirs)).voucher).toBe(false);
  });

  it('when a service is listed, then it is an ordinary one until it is set as voucher service; a draft never is (R09)', async () => {
    const [ordinary, draft] = [await listed(unit), await service(unit, 1)];
    expect((await unit.view(ordinary)).voucher).toBe(false);
    await setVouchers(unit, [draft]);
    await setVouchers(unit, [ordinary]);
    expect((await unit.view(ordinary)).voucher).toBe(true);
    expect((await unit.view(draft)).voucher).toBe(false);
  });
});
