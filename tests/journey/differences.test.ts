import { newId, type KeQuanEvent } from '@kequan/contracts';
import { eventDifferences, messageDifferences, smsDifferences } from './differences';
import { ExpectedEvent } from './script';

const decided = (outcome: string): KeQuanEvent =>
  ({
    id: newId(),
    type: 'kequan.institution.stage-decided.v1',
    data: { stage: 'shop', outcome, revision: 1 },
  }) as unknown as KeQuanEvent;
const expected = (outcome: string): ExpectedEvent =>
  ExpectedEvent.parse({ type: 'kequan.institution.stage-decided.v1', where: { stage: 'shop', outcome } });
const PHONE = '13800000000';
const sms = (text: string) => ({ messageId: newId(), to: PHONE, text, acceptedAt: '' });

describe('what differs from a journey', () => {
  test('when each fact came once, in whatever order, then nothing differs', () => {
    const events = [decided('approve'), decided('return')];

    expect(eventDifferences([expected('return'), expected('approve')], events)).toEqual([]);
  });

  test('when a fact has not come, then it is missing', () => {
    expect(eventDifferences([expected('return'), expected('approve')], [decided('approve')])).toEqual([
      { kind: 'missing', what: 'kequan.institution.stage-decided.v1 shop return' },
    ]);
  });

  test('when a second event tells of the same fact, then it is doubled', () => {
    const events = [decided('approve'), decided('approve')];

    expect(eventDifferences([expected('approve')], events)).toEqual([
      { kind: 'doubled', what: 'kequan.institution.stage-decided.v1 shop approve 1' },
    ]);
  });

  test('when an event tells of what must not happen, then it is unexpected', () => {
    expect(eventDifferences([], [decided('reject')])).toEqual([
      { kind: 'unexpected', what: 'kequan.institution.stage-decided.v1 shop reject 1' },
    ]);
  });

  test('when a message came twice, or with other words, then it is told', () => {
    const wanted = { to: 'provider', phrases: ['已通过', '下一步'] };

    const differing = (...received: string[]) => smsDifferences([wanted], received.map(sms), () => PHONE);

    expect(differing('已通过。下一步：……')).toEqual([]);
    expect(smsDifferences([wanted], [sms('已通过。下一步：……')], () => '13900000000')).toHaveLength(2);
    expect(differing('已通过。下一步：a', '已通过。下一步：b')).toMatchObject([{ kind: 'doubled' }]);
    expect(differing('已通过')).toMatchObject([{ kind: 'missing' }, { kind: 'unexpected' }]);
  });

  test('when the portal shows other messages than were sent, or one as not sent, then it is told', () => {
    const shown = (text: string, status: 'pending' | 'sent') =>
      ({ messageId: 'm', channel: 'sms', text, status, createdAt: '' }) as const;

    expect(messageDifferences([shown('a', 'sent')], [sms('a')])).toEqual([]);
    expect(messageDifferences([shown('a', 'pending')], [sms('a')])).toHaveLength(1);
    expect(messageDifferences([shown('a', 'sent')], [sms('a'), sms('a')])).toHaveLength(1);
  });
});
