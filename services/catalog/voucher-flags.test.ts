import { newId, type MallServiceView, type ProblemAnswer, type ServiceKind } from '@kequan/contracts';
import { call, until, type TestAnswer } from '@kequan/kit/testing';
import { completeInstrument } from './testing/records';
import { completeService } from './testing/services';
import { Provider, startCatalog, type CatalogSystem } from './testing/system';

let system: CatalogSystem;
beforeAll(async () => {
  system = await startCatalog();
});
afterAll(() => system.stop());

const INSTRUMENTS = '/v1/records/instrument';
const large = () => completeInstrument({ originalValueFen: 20_000_000 });
const innovation = { purpose: 'innovation' };

const list = (provider: Provider, kind: ServiceKind, more: object): Promise<string> =>
  provider.approved('/v1/services', { ...completeService(), ...more }, { kind });

async function inTheMall(path: string): Promise<MallServiceView> {
  return (await call(system.port, `GET ${path.replace('/v1/', '/v1/mall/')}`)).body as MallServiceView;
}

const flagged = (path: string, voucher: boolean): Promise<unknown> =>
  until(`voucher: ${String(voucher)}`, async () => (await inTheMall(path)).voucher === voucher);

const fieldsOf = ({ status, body }: TestAnswer): unknown => [
  status,
  (body as ProblemAnswer).fields?.map(({ path }) => path),
];

describe('whether a voucher may be used is a flag after review', () => {
  it('when a large instrument is approved before or after the service, then it is set; taken back, unset (R12)', async () => {
    const provider = await Provider.create(system);
    await provider.approved(INSTRUMENTS, completeInstrument({ originalValueFen: 19_999_999 }));
    const first = await list(provider, 'inspectionTesting', innovation);
    expect((await inTheMall(first)).voucher).toBe(false);

    const instrument = await provider.approved(INSTRUMENTS, large());
    await flagged(first, true);
    const second = await list(provider, 'experiment', { laboratoryProvince: '陕西省' });
    await flagged(second, true);

    await provider.withdraw(instrument, '?confirm=true');
    await flagged(first, false);
    await flagged(second, false);
  });

  it('when tests are mandatory, statutory or commercial, then they are listed and never payable (R21)', async () => {
    const provider = await Provider.create(system);
    const paths = [];
    for (const purpose of ['mandatoryTest', 'statutoryTest', 'otherCommercial'])
      paths.push(await list(provider, 'inspectionTesting', { purpose }));
    const payable = await list(provider, 'inspectionTesting', innovation);
    await provider.approved(INSTRUMENTS, large());
    // Flags of one institution are set in the order of its services: the last one comes last.
    await flagged(payable, true);
    for (const path of paths) expect((await inTheMall(path)).voucher).toBe(false);
  });

  it('when the laboratory is outside the province, then the experiment is never payable (R22)', async () => {
    const provider = await Provider.create(system);
    const outside = await list(provider, 'experiment', { laboratoryProvince: '甘肃省' });
    const inside = await list(provider, 'experiment', { laboratoryProvince: '陕西省' });
    await provider.approved(INSTRUMENTS, large());
    await flagged(inside, true);
    expect((await inTheMall(outside)).voucher).toBe(false);
  });

  it('when purpose or laboratory is not told, then the submission asks for it', async () => {
    const provider = await Provider.create(system);
    const submitted = async (kind: ServiceKind) =>
      provider.submit(await provider.begin('/v1/services', completeService(), { kind }));
    expect(fieldsOf(await submitted('inspectionTesting'))).toEqual([422, ['purpose']]);
    expect(fieldsOf(await submitted('experiment'))).toEqual([422, ['laboratoryProvince']]);
  });

  it('when an approved service is taken back, then it has no flag until it has passed again (R06)', async () => {
    const provider = await Provider.create(system);
    await provider.approved(INSTRUMENTS, large());
    const path = await list(provider, 'inspectionTesting', innovation);
    await flagged(path, true);
    expect((await provider.withdraw(path)).status).toBe(409);
    await provider.withdraw(path, '?confirm=true');
    expect(await provider.view(path)).toMatchObject({ status: 'draft', voucher: false });
    await provider.submit(path);
    await provider.decide(path, 'approve');
    await flagged(path, true);
  });
});

describe('a shared instrument', () => {
  it('when it is not an approved one of its own, then the service is refused', async () => {
    const provider = await Provider.create(system);
    const another = await (await Provider.create(system)).approved(INSTRUMENTS, large());
    const draft = await provider.begin(INSTRUMENTS, large());
    const idOf = (path: string) => path.split('/').at(-1) ?? '';
    for (const instrumentId of [undefined, newId(), idOf(another), idOf(draft)]) {
      const form = { ...completeService(), ...(instrumentId && { instrumentId }) };
      const path = await provider.begin('/v1/services', form, { kind: 'instrumentSharing' });
      const { status, body } = await provider.submit(path);
      const { code } = body as ProblemAnswer;
      expect([status, code]).toEqual(
        instrumentId === undefined ? [422, 'FormIncomplete'] : [409, 'InstrumentNotUsable'],
      );
    }
    const own = idOf(await provider.approved(INSTRUMENTS, large()));
    const path = await list(provider, 'instrumentSharing', { instrumentId: own });
    await flagged(path, true);
    expect(await inTheMall(path)).toMatchObject({ instrumentId: own });
  });
});
