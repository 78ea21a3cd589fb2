import { OutsideInstrumentList, ShelvedInstrumentView, type OutsideInstrumentView } from '@kequan/contracts';
import { createClient, untilDone, type SignedInClient } from '../client';
import { readAttachment } from '../journey/load';
import { phoneOf } from '../journey/run-values';
import { staffOf, type Cast } from './cast';
import type { UnitFacts } from './trials';

const WITHIN_MS = 60_000;

/** The shop of the cast's secondary account, with an instrument of its legal person on its shelf. */
export async function makeUnitFacts(baseUrl: string, cast: Cast): Promise<UnitFacts> {
  const { accountId, token = '' } = cast.secondary;
  const unit = createClient({ baseUrl }).as(token);
  const reviewer = createClient({ baseUrl }).as(staffOf(cast, 'office', 'jiangsu').token ?? '');
  const { unitId, unitFileId } = await openShop(unit, reviewer);
  const { outsideInstrumentId } = await firstInstrument(unit);
  const body = { institutionId: unitId, outsideInstrumentId };
  const { instrumentId } = ShelvedInstrumentView.parse(await unit.send('POST /v1/instruments', body));
  await untilTold(unit, unitId);
  return { accountId, unitId, unitFileId, instrumentId, outsideInstrumentId };
}

async function openShop(
  unit: SignedInClient,
  reviewer: SignedInClient,
): Promise<Pick<UnitFacts, 'unitId' | 'unitFileId'>> {
  const { institutionId } = await unit.institution.create('instrumentSharing');
  const logo = await unit.files.upload('标识.png', 'image/png', readAttachment('logo.png'));
  await unit.institution.saveDraft(institutionId, 'shop', {
    shopName: '试用中心',
    introduction: '电镜与衍射。',
    serviceFields: ['电镜'],
    serviceHours: '工作日 9:00—17:00',
    contactName: '周启明',
    contactPhone: phoneOf('136????????'),
    logoFileId: logo.fileId,
  });
  await unit.institution.submit(institutionId, 'shop');
  const taskId = await untilDone<string>('the task of the shop', WITHIN_MS, async () => {
    const { items } = await reviewer.review.openTasks(institutionId);
    return items[0] ? { done: true, value: items[0].taskId } : { done: false, reason: 'no open task' };
  });
  await reviewer.review.decide(taskId, { outcome: 'approve', comments: [] });
  return { unitId: institutionId, unitFileId: logo.fileId };
}

async function firstInstrument(unit: SignedInClient): Promise<OutsideInstrumentView> {
  const { items } = OutsideInstrumentList.parse(await unit.send('GET /v1/outside-instruments'));
  if (!items[0]) throw new Error('the legal person has no instruments');
  return items[0];
}

/** Everybody has heard of it: nothing more is stored of it while the routes are tried. */
async function untilTold(unit: SignedInClient, unitId: string): Promise<void> {
  await untilDone<true>('the message and the timeline of the shop', WITHIN_MS, async () => {
    const types = (await unit.insight.timeline(unitId)).map(({ type }) => type).join(', ');
    return types.includes('instrument-shelved') && types.includes('message-sent')
      ? { done: true, value: true }
      : { done: false, reason: types };
  });
}
