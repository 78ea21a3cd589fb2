import { newId, type Affiliation } from '@kequan/contracts';

/** A legal person that the outside instrument system of the test run knows, with its instruments there. */
export interface OutsideLegalPerson {
  affiliation: Affiliation;
  /** Their ids in the outside system. */
  instrumentIds: string[];
}

/** Makes one known to the outside system. @throws Error when that refuses it, or does not run */
export async function newLegalPerson(instruments = 2): Promise<OutsideLegalPerson> {
  const { INSTRUMENT_SYSTEM_URL: url, INSTRUMENT_SYSTEM_API_KEY: key = '' } = process.env;
  if (!url)
    throw new Error('INSTRUMENT_SYSTEM_URL is not set: this test needs the infrastructure of the test run');
  const legalPersonId = `lp-${newId()}`;
  const instrumentIds = Array.from({ length: instruments }, (_, index) => `I-${index}`);
  const name = '南京紫金大学';
  const answer = await fetch(new URL('/control/legal-persons', url), {
    method: 'POST',
    headers: { 'x-api-key': key },
    body: JSON.stringify({
      legalPersonId,
      name,
      unitCode: '12320000466007781R',
      account: { loginName: legalPersonId, contactName: '周启明', phone: '13951600001' },
      instruments: instrumentIds.map((id) => ({
        id,
        name: `透射电子显微镜 ${id}`,
        model: 'JEM-F200',
        valueFen: 860_000_000,
        responsiblePerson: '何静',
        location: 'B103',
        serviceStatus: 'open',
      })),
    }),
  });
  if (!answer.ok) throw new Error(`the instrument system answers ${answer.status}`);
  const primaryAccountId = newId();
  const affiliation = {
    primaryAccountId,
    legalPersonId,
    legalPersonName: name,
    unitCode: '12320000466007781R',
  };
  return { affiliation, instrumentIds };
}
