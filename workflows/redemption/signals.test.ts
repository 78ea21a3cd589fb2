import { CANCEL, CLAIM, COMPLETE, CONFIRM, newId, ORDER, PAYOUT_ENDED, REPLY, TAKE } from '@kequan/contracts';
import { RedemptionPeople } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const rig = sharedRig();
let people: RedemptionPeople;
beforeEach(() => {
  people = new RedemptionPeople(rig);
});

/** Sends a Signal, and waits until trade has recorded what it asks for. */
async function signalled(name: string, message: object, kind: string): Promise<void> {
  await people.handle.signal(name, { key: newId(), ...message });
  await until(kind, () => (people.stepKinds.at(-1) === kind ? true : undefined));
}

describe('the Signal twins of the Updates', () => {
  test('when each step comes by Signal, then the deal goes the same way to its money', async () => {
    await people.submit();
    const [provider, user] = [{ by: people.providerId }, { by: people.applicantId }];
    await signalled(REPLY, { ...provider, answer: 'accept' }, 'reply');
    await signalled(ORDER, { ...user, version: 3, money: people.money }, 'order');
    await signalled(TAKE, { ...provider, answer: 'take' }, 'take');
    await signalled(COMPLETE, provider, 'complete');
    await signalled(CONFIRM, { ...user, answer: 'confirm' }, 'confirm');
    const claim = { version: 7, attachmentIds: [newId()], invoiceNumber: '24612000000012345678' };
    await signalled(CLAIM, { ...user, ...claim }, 'claim');
    await people.decideNext('approve');
    await people.decideNext('approve');
    await people.handle.signal(PAYOUT_ENDED, { payoutId: await people.newPayout(), outcome: 'paid' });
    expect(await people.end()).toEqual({ ended: 'paid' });
  });

  test('when a Signal is out of turn, or in no shape, then it is ignored and the deal waits on', async () => {
    await people.submit();
    await people.handle.signal(COMPLETE, { key: newId(), by: people.providerId });
    await people.handle.signal(REPLY, { key: newId(), by: 'me', answer: 'accept' });
    await people.handle.signal(REPLY, undefined);
    await people.reply('accept');
    expect(people.stepKinds).toEqual(['reserve', 'reply']);
    await signalled(CANCEL, { by: people.applicantId, party: 'user' }, 'cancel');
    expect(await people.end()).toEqual({ ended: 'cancelled' });
  });
});
