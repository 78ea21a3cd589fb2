import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { newId, type EventData, type KeQuanEvent } from '@kequan/contracts';
import { connectStore, createSeal, databaseNameOf, openModel, type RunningProcess } from '@kequan/kit';
import {
  call,
  freshInstance,
  startTestProcess,
  testEvents,
  testIdentity,
  toldEvent,
  until,
  type TestEvents,
  type TestIdentity,
} from '@kequan/kit/testing';
import { contactSchema, messageId, messageSchema } from './model';
import { definition } from './service';
import { person, stageDecided, taskNudged, type Person } from './testing/events';
import { scriptedProvider, type ScriptedProvider } from './testing/scripted-provider';

const instance = freshInstance();
const secret = randomBytes(32).toString('base64');
const seal = createSeal(secret, 'phone');
let identity: TestIdentity;
let provider: ScriptedProvider;
let events: TestEvents;
let connection: Connection;
let running: RunningProcess;

const start = (smsUrl = provider.url) =>
  startTestProcess({
    definitions: [identity.definition, definition],
    instance,
    environment: { KEQUAN_SECRET: secret, SMS_URL: smsUrl },
  });

beforeAll(async () => {
  [identity, provider] = await Promise.all([testIdentity(), scriptedProvider()]);
  connection = await connectStore(process.env['MONGODB_URL'] ?? '', databaseNameOf(instance, 'notification'));
  events = await testEvents(instance, ['identity', 'institution', 'catalog', 'review', 'notification']);
  running = await start();
});
afterEach(() => provider.always('accept'));
afterAll(async () => {
  await running.stop();
  await events.stop();
  await provider.stop();
  await connection.close();
});

const messages = () => openModel(connection, 'messages', messageSchema);

async function registered(...args: [Parameters<typeof person>[1], string?]): Promise<Person> {
  const somebody = person(seal, ...args);
  await events.publish(somebody.registered);
  const contacts = openModel(connection, 'contacts', contactSchema);
  await until(
    'the account is known',
    async () => (await contacts.findOne({ _id: somebody.accountId })) ?? undefined,
  );
  return somebody;
}
const sent = (event: KeQuanEvent, to: { accountId: string }) =>
  until(`the message of ${event.type} is sent`, async () => {
    const message = await messages().findOne({ _id: messageId(event.id, to.accountId) });
    return message?.status === 'sent' && message;
  });

describe('one event makes one message, sent once', () => {
  test('when a result comes twice, then the applicant gets one SMS with its key, signed', async () => {
    const applicant = await registered('provider');
    const event = stageDecided(applicant.accountId);
    await events.publish(event, event);
    await sent(event, applicant);
    // Of one institution events are worked in order: when the next is there, the second delivery was worked.
    const next = stageDecided(applicant.accountId, { outcome: 'approve', institutionId: event.subject });
    await events.publish(next);
    await sent(next, applicant);
    expect(provider.requests(applicant.phone)).toMatchObject([
      { key: messageId(event.id, applicant.accountId), signature: '科券' },
      { key: messageId(next.id, applicant.accountId) },
    ]);
    expect(provider.delivered(applicant.phone)[0]?.text).toContain('营业执照不清晰');
  });

  test('P22: when the known calendar ends soon, then each office is told, and the platform administrator once for all programmes', async () => {
    const ending = (programmeId: string): KeQuanEvent =>
      toldEvent('kequan.review.calendar-ending.v1', 'china', {
        programmeId,
        knownUntil: '2026-12-31',
        daysLeft: 38,
      });
    const [office, elsewhere, admin] = [
      await registered('office'),
      await registered('office', 'shaanxi'),
      await registered('platformAdmin'),
    ];
    const [jiangsu, shaanxi] = [ending('jiangsu'), ending('shaanxi')];
    await events.publish(jiangsu, shaanxi);
    await sent(jiangsu, office);
    await sent(shaanxi, elsewhere);
    const toAdmin = await until('the administrator is told', async () => {
      const found = await messages().find({ accountId: admin.accountId });
      return found[0]?.status === 'sent' && found;
    });
    expect(toAdmin.map(({ _id, text }) => [_id, text.includes('2026-12-31')])).toEqual([
      [messageId('calendar-ending/2026-12-31', admin.accountId), true],
    ]);
    expect(provider.delivered(office.phone)).toHaveLength(1);
    expect(provider.delivered(elsewhere.phone)).toHaveLength(1);
  });

  test('when the provider fails three times, then it is tried until it works, with one key', async () => {
    const applicant = await registered('provider');
    const event = stageDecided(applicant.accountId);
    provider.next('fail', 'garble', 'fail');
    await events.publish(event);
    const message = await sent(event, applicant);
    expect(message.attempts).toBe(4);
    expect(new Set(provider.requests(applicant.phone).map(({ key }) => key)).size).toBe(1);
    expect(provider.delivered(applicant.phone)).toHaveLength(1);
  });

  test('when the answer is lost or never comes, then it is tried again and delivered once', async () => {
    const applicant = await registered('provider');
    const event = stageDecided(applicant.accountId);
    provider.next('lose', 'hang');
    await events.publish(event);
    const message = await sent(event, applicant);
    expect(message.attempts).toBe(3);
    expect(provider.delivered(applicant.phone)).toHaveLength(1);
  });

  test('when the service ends between writing and sending, then the next start sends it, once', async () => {
    const applicant = await registered('provider');
    const event = stageDecided(applicant.accountId);
    provider.always('fail');
    await events.publish(event);
    await until('the message is written', () =>
      messages()
        .findOne({ _id: messageId(event.id, applicant.accountId), attempts: { $gt: 0 } })
        .then((found) => found ?? undefined),
    );
    await running.stop();
    provider.always('accept');
    running = await start();
    await sent(event, applicant);
    expect(provider.delivered(applicant.phone)).toHaveLength(1);
  });

  test('when two replicas run, then each message is sent by one of them', async () => {
    const replica = await start();
    try {
      const applicants = await Promise.all(Array.from({ length: 12 }, () => registered('provider')));
      const decided = applicants.map((applicant) => ({
        applicant,
        event: stageDecided(applicant.accountId),
      }));
      await events.publish(...decided.map(({ event }) => event));
      for (const { applicant, event } of decided) {
        expect((await sent(event, applicant)).attempts).toBe(1);
        expect(provider.requests(applicant.phone)).toHaveLength(1);
      }
    } finally {
      await replica.stop();
    }
  });

  test('when the account is not known yet, then the message waits for it', async () => {
    const applicant = person(seal, 'provider');
    const event = stageDecided(applicant.accountId);
    await events.publish(event);
    await until('it was tried', () =>
      messages()
        .findOne({ _id: messageId(event.id, applicant.accountId), attempts: { $gt: 0 } })
        .then((found) => found ?? undefined),
    );
    expect(provider.requests(applicant.phone)).toHaveLength(0);
    await events.publish(applicant.registered);
    await sent(event, applicant);
    expect(provider.delivered(applicant.phone)).toHaveLength(1);
  });

  test('when a message is sent, then one event tells of it, without the number', async () => {
    const applicant = await registered('provider');
    const event = stageDecided(applicant.accountId);
    await events.publish(event);
    const message = await sent(event, applicant);
    const told = await until('the event', async () =>
      events.seen().find(({ subject }) => subject === message._id),
    );
    const data: EventData<'kequan.notification.message-sent.v1'> = {
      messageId: message._id,
      channel: 'sms',
      recipientAccountId: applicant.accountId,
      textKey: 'sms.stageDecided.registration.return',
      institutionId: event.subject,
      programmeId: 'jiangsu',
    };
    expect(told).toMatchObject({ type: 'kequan.notification.message-sent.v1', data });
    const stored = JSON.stringify(await messages().find().lean());
    expect(stored + JSON.stringify(told)).not.toContain(applicant.phone);
  });
});

describe('a unit that shares instruments is told each result with its next step (R11)', () => {
  const sharing = { track: 'instrumentSharing' } as const;
  test.each([
    ['shop', 'approve', '选择仪器'],
    ['shop', 'return', '修改后重新提交审核'],
    ['shop', 'reject', '可重新申请'],
    ['qualification', 'approve', '可开展创新券服务'],
    ['qualification', 'return', '修改后重新提交审核'],
    ['qualification', 'reject', '可重新申请'],
  ] as const)(
    'when its %s is decided (%s), then one SMS tells it: %s (R11)',
    async (stage, outcome, step) => {
      const unit = await registered('provider');
      const event = stageDecided(unit.accountId, { ...sharing, stage, outcome });
      await events.publish(event);
      await sent(event, unit);
      const told = provider.delivered(unit.phone).map(({ text }) => text);
      expect(told).toEqual([expect.stringMatching(`下一步：.*${step}`)]);
    },
  );
});

describe('a reviewer is reminded (R30)', () => {
  test('when the office is reminded, then everybody of it in the programme is, and nobody else', async () => {
    const here = [await registered('office'), await registered('office')];
    const elsewhere = [await registered('office', 'shaanxi'), await registered('finance')];
    const event = taskNudged('office');
    await events.publish(event);
    for (const somebody of here) {
      await sent(event, somebody);
      expect(provider.delivered(somebody.phone)).toHaveLength(1);
    }
    expect(elsewhere.flatMap(({ phone }) => provider.requests(phone))).toEqual([]);
  });

  test('when it is passed to the platform administrators, then they are told in whatever programme they are', async () => {
    const admins = [await registered('platformAdmin'), await registered('platformAdmin', 'shaanxi')];
    const event = taskNudged('platformAdmin', 'escalate');
    await events.publish(event);
    for (const admin of admins) await sent(event, admin);
  });
});

describe('GET /v1/messages', () => {
  test('when somebody asks, then he reads the messages to himself, newest first, page by page', async () => {
    const account = await identity.account('provider');
    const applicant = person(seal, 'provider', 'jiangsu', account.accountId);
    await events.publish(applicant.registered);
    const decided = [1, 2, 3].map((revision) => stageDecided(applicant.accountId, { revision }));
    await events.publish(...decided);
    for (const event of decided) await sent(event, applicant);
    const first = await call(running.port, 'GET /v1/messages?limit=2', account);
    const page = first.body as { items: { messageId: string }[]; nextCursor: string };
    const second = await call(running.port, `GET /v1/messages?limit=2&cursor=${page.nextCursor}`, account);
    const all = [...page.items, ...(second.body as { items: { messageId: string }[] }).items];
    expect(all.map(({ messageId: id }) => id)).toEqual(
      decided.map((event) => messageId(event.id, applicant.accountId)).reverse(),
    );
    expect(page.items[0]).toMatchObject({ channel: 'sms', status: 'sent' });
    const other = await call(running.port, 'GET /v1/messages', await identity.account('platformAdmin'));
    expect(other.body).toEqual({ items: [] });
    expect((await call(running.port, 'GET /v1/messages')).status).toBe(401);
  });
});

test('when the provider is the one of the installation, then the message stands there once', async () => {
  const smsUrl = process.env['SMS_URL'] ?? '';
  await running.stop();
  running = await start(smsUrl);
  const applicant = await registered('provider');
  const event = stageDecided(applicant.accountId, { taskId: newId() });
  await events.publish(event, event);
  await sent(event, applicant);
  const listed = await call(Number(new URL(smsUrl).port), `GET /messages?to=${applicant.phone}`);
  expect(listed.body).toMatchObject({
    messages: [{ to: applicant.phone, idempotencyKey: messageId(event.id, applicant.accountId) }],
  });
});
