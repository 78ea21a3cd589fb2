import { newId, type EventData, type EventType, type KeQuanEvent } from '@kequan/contracts';
import { testStore, type TestStore } from '@kequan/kit/testing';
import { openOffers, type Offers } from './offers';
import { serviceListed } from './testing/service-listed';

let store: TestStore;
let offers: Offers;
beforeAll(async () => {
  store = await testStore();
  offers = openOffers(store.connection);
});
afterAll(() => store.close());

/** The event by which catalog tells of an instrument and a shelf. */
function ofShelf(
  type: EventType & `kequan.catalog.instrument-${string}`,
  institutionId: string,
  instrumentId: string,
): KeQuanEvent {
  const data: EventData<'kequan.catalog.instrument-shelved.v1'> = {
    programmeId: 'jiangsu',
    institutionId,
    applicantAccountId: newId(),
    title: '透射电子显微镜',
    instrumentId,
    outsideInstrumentId: 'I-0',
  };
  return { ...serviceListed(institutionId, newId()), type, subject: instrumentId, data };
}

it('when nothing was told of an institution, then it has made no offer', async () => {
  expect(await offers.madeBy(newId())).toEqual({ instruments: false, service: false });
});

it('when an instrument is shelved, told twice, and taken off, then it is chosen once and no longer', async () => {
  const [institutionId, instrumentId] = [newId(), newId()];
  const shelved = ofShelf('kequan.catalog.instrument-shelved.v1', institutionId, instrumentId);
  await offers.handle(shelved);
  await offers.handle(shelved);
  expect(await offers.madeBy(institutionId)).toEqual({ instruments: true, service: false });
  await offers.handle(ofShelf('kequan.catalog.instrument-taken-off.v1', institutionId, instrumentId));
  expect(await offers.madeBy(institutionId)).toEqual({ instruments: false, service: false });
});

it('when a service is listed, then both steps are behind the institution, and another one has nothing of it', async () => {
  const institutionId = newId();
  await offers.handle(serviceListed(institutionId, newId()));
  expect(await offers.madeBy(institutionId)).toEqual({ instruments: true, service: true });
  expect(await offers.madeBy(newId())).toEqual({ instruments: false, service: false });
});
