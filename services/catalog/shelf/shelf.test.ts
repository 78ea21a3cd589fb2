import { newId, type OutsideInstrumentView, type ShelvedInstrumentView } from '@kequan/contracts';
import { call, type TestAnswer } from '@kequan/kit/testing';
import { newLegalPerson, type OutsideLegalPerson } from '../testing/legal-person';
import { completeService } from '../testing/services';
import { Provider, startCatalog, type CatalogSystem } from '../testing/system';

let system: CatalogSystem;
let mine: OutsideLegalPerson;
let unit: Provider;
beforeAll(async () => {
  system = await startCatalog();
});
afterAll(() => system.stop());
beforeEach(async () => {
  mine = await newLegalPerson();
  unit = await Provider.unitOf(system, mine.affiliation);
});

const shelve = (by: Provider, outsideInstrumentId: string, key?: string): Promise<TestAnswer> =>
  by.call('POST /v1/instruments', { institutionId: by.institutionId, outsideInstrumentId }, key);
const refusal = ({ status, body }: TestAnswer): unknown[] => [status, (body as { code?: string }).code];
async function shelved(by: Provider, index = 0): Promise<ShelvedInstrumentView> {
  const answer = await shelve(by, mine.instrumentIds[index] ?? '');
  expect(answer.status).toBe(201);
  return answer.body as ShelvedInstrumentView;
}
const takeOff = (by: Provider, { instrumentId }: ShelvedInstrumentView) =>
  by.call(`POST /v1/instruments/${instrumentId}/removal`);
async function choice(by: Provider): Promise<OutsideInstrumentView[]> {
  const { body } = await by.call('GET /v1/outside-instruments');
  return (body as { items: OutsideInstrumentView[] }).items;
}
const form = (instrumentId?: string) =>
  completeService({ testingField: '电镜', ...(instrumentId && { instrumentId }) });
const begin = (by: Provider, instrumentId?: string) =>
  by.begin('/v1/services', form(instrumentId), { kind: 'instrumentSharing' });

describe('choosing instruments (R10)', () => {
  it('when a unit looks, then it sees the instruments of its own legal person alone (R10)', async () => {
    const others = await newLegalPerson(3);
    const other = await Provider.unitOf(system, others.affiliation);
    expect(await choice(unit)).toHaveLength(2);
    expect(await choice(other)).toHaveLength(3);
    expect((await choice(unit))[0]).toMatchObject({
      outsideInstrumentId: 'I-0',
      model: 'JEM-F200',
      valueFen: 860_000_000,
    });
  });

  it('when a unit names an instrument that its legal person has not, then it is not there for it (R10)', async () => {
    const others = await newLegalPerson(3);
    // The third one only the other legal person has.
    expect(refusal(await shelve(unit, 'I-2'))).toEqual([404, 'NotFound']);
    const other = await Provider.unitOf(system, others.affiliation);
    expect((await shelve(other, 'I-2')).status).toBe(201);
  });

  it('when a provider belongs to no legal person, then it has nothing to choose from', async () => {
    const flat = await Provider.create(system, 'jiangsu');
    expect(await choice(flat)).toEqual([]);
    expect(refusal(await shelve(flat, 'I-0'))).toEqual([422, 'TrackNotOfAccount']);
  });

  it('when the shop is not open, or another’s, then nothing is shelved', async () => {
    const account = await system.identity.account('provider', 'jiangsu', mine.affiliation);
    expect(refusal(await shelve(new Provider(system, account, newId()), 'I-0'))).toEqual([
      409,
      'OpenShopRequired',
    ]);
    expect(refusal(await shelve(new Provider(system, account, unit.institutionId), 'I-0'))).toEqual([
      404,
      'NotFound',
    ]);
  });
});

describe('the shelf', () => {
  it('when an instrument is shelved, then it keeps what it was, and the choice shows where it stands', async () => {
    const instrument = await shelved(unit);
    expect(instrument).toMatchObject({
      status: 'shelved',
      outsideInstrumentId: 'I-0',
      institutionId: unit.institutionId,
    });
    const [first, second] = await choice(unit);
    expect(first).toMatchObject({ shelvedBy: unit.institutionId, instrumentId: instrument.instrumentId });
    expect(second).not.toHaveProperty('shelvedBy');
  });

  it('when the call is repeated with its key, then it answers the same; with another one it is refused', async () => {
    const key = newId();
    const answers = [await shelve(unit, 'I-0', key), await shelve(unit, 'I-0', key)];
    expect(answers[1]).toMatchObject({ status: 201, body: answers[0]?.body });
    expect(refusal(await shelve(unit, 'I-0'))).toEqual([409, 'InstrumentShelved']);
  });

  it('when two units race for an instrument, then one has it', async () => {
    const other = await Provider.unitOf(system, mine.affiliation);
    const answers = await Promise.all([shelve(unit, 'I-0'), shelve(other, 'I-0')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('when it is taken off, then another unit may shelve it, and taking it off again changes nothing', async () => {
    const other = await Provider.unitOf(system, mine.affiliation);
    const instrument = await shelved(unit);
    expect((await takeOff(unit, instrument)).body).toMatchObject({ status: 'takenOff' });
    const taken = await shelved(other);
    expect((await takeOff(unit, instrument)).status).toBe(200);
    expect(refusal(await shelve(unit, 'I-0'))).toEqual([409, 'InstrumentShelved']);
    expect(taken.institutionId).toBe(other.institutionId);
  });

  it('when others look, then owner, primary account and staff of the programme see it, another unit does not', async () => {
    const { instrumentId } = await shelved(unit);
    const other = await Provider.unitOf(system, mine.affiliation);
    const see = async (who: Parameters<typeof system.identity.account>) => {
      const account = await system.identity.account(...who);
      const one = await call(system.port, `GET /v1/instruments/${instrumentId}`, account);
      const list = await call(system.port, 'GET /v1/instruments?limit=100', account);
      return [one.status, JSON.stringify(list.body).includes(instrumentId)];
    };
    expect(await see(['primaryAccount', 'jiangsu', mine.affiliation])).toEqual([200, true]);
    expect(await see(['primaryAccount', 'jiangsu', (await newLegalPerson()).affiliation])).toEqual([
      404,
      false,
    ]);
    expect(await see(['office'])).toEqual([200, true]);
    expect((await other.call(`GET /v1/instruments/${instrumentId}`)).status).toBe(404);
    expect((await takeOff(other, await shelved(unit, 1))).status).toBe(404);
  });
});

describe('a service that shares an instrument', () => {
  it('when it names none, or one that is not on its shop’s shelf, then it cannot be submitted (R10)', async () => {
    const other = await Provider.unitOf(system, mine.affiliation);
    const theirs = await shelved(other);
    expect(refusal(await unit.submit(await begin(unit)))).toEqual([422, 'FormIncomplete']);
    expect(refusal(await unit.submit(await begin(unit, theirs.instrumentId)))).toEqual([
      409,
      'InstrumentNotUsable',
    ]);
  });

  it('when it names its own and is approved, then it is listed, and the instrument stays on the shelf while it is', async () => {
    const instrument = await shelved(unit);
    const path = await begin(unit, instrument.instrumentId);
    expect((await unit.submit(path)).status).toBe(200);
    expect(refusal(await takeOff(unit, instrument))).toEqual([409, 'InstrumentInUse']);
    await unit.decide(path, 'approve');
    expect(await unit.shownPublicly(path)).toBe(200);
    expect(refusal(await takeOff(unit, instrument))).toEqual([409, 'InstrumentInUse']);
    expect((await unit.withdraw(path, '?confirm=true')).status).toBe(200);
    expect((await takeOff(unit, instrument)).status).toBe(200);
    expect(refusal(await unit.submit(path))).toEqual([409, 'InstrumentNotUsable']);
  });

  it('when its primary account looks, then it sees it; another legal person’s does not', async () => {
    const path = await begin(unit, (await shelved(unit)).instrumentId);
    const see = async ({ affiliation }: OutsideLegalPerson) => {
      const account = await system.identity.account('primaryAccount', 'jiangsu', affiliation);
      const list = await call(system.port, 'GET /v1/services?limit=100', account);
      return [
        (await call(system.port, `GET ${path}`, account)).status,
        JSON.stringify(list.body).includes(unit.institutionId),
      ];
    };
    expect(await see(mine)).toEqual([200, true]);
    expect(await see(await newLegalPerson())).toEqual([404, false]);
  });
});
