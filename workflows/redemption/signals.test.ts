import {
  cancel,
  claim,
  complete,
  confirm,
  newId,
  order,
  payoutEnded,
  reply,
  take,
  type Keyed,
  type Message,
} from '@kequan/contracts';
import { RedemptionPeople } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const rig = sharedRig();
let people: RedemptionPeople;
beforeEach(() => {
  people = new RedemptionPeople(rig);
});

/** Sends a Signal, and waits until trade has recorded what it asks for. */
async function signalled<Input extends Keyed>(
  message: Message<Input, unknown>,
  input: NoInfer<Input>,
  kind: string,
): Promise<void> {
  await people.signal(message, input);
  await until(kind, () => (people.stepKinds.at(-1) === kind ? true : undefined));
}

describe('the Signal twins of the Updates', () => {
  test('when each step comes by Signal, then the deal goes the same way to its money', async () => {
    await people.submit();
    const provider = () => ({ key: newId(), by: people.providerId });
    const user = () => ({ key: newId(), by: people.applicantId });
    await signalled(reply, { ...provider(), answer: 'accept' }, 'reply');
    await signalled(order, { ...user(), version: 3, money: people.money }, 'order');
    await signalled(take, { ...provider(), answer: 'take' }, 'take');
    await signalled(complete, provider(), 'complete');
    await signalled(confirm, { ...user(), answer: 'confirm' }, 'confirm');
    const evidence = { version: 7, attachmentIds: [newId()], invoiceNumber: '24612000000012345678' };
    await signalled(claim, { ...user(), ...evidence }, 'claim');
    await people.decideNext('approve');
    await people.decideNext('approve');
    await people.signal(payoutEnded, { payoutId: await people.newPayout(), outcome: 'paid' });
    expect(await people.end()).toEqual({ ended: 'paid' });
  });

  test('when a Signal is out of turn, or in no shape, then it is ignored and the deal waits on', async () => {
    await people.submit();
    await people.signal(complete, { key: newId(), by: people.providerId });
    await people.signal(reply, { key: newId(), by: 'me', answer: 'accept' });
    await people.handle.signal(reply.name, undefined);
    await people.reply('accept');
    expect(people.stepKinds).toEqual(['reserve', 'reply']);
    await signalled(cancel, { key: newId(), by: people.applicantId, party: 'user' }, 'cancel');
    expect(await people.end()).toEqual({ ended: 'cancelled' });
  });
});
