import { GridFSBucket, MongoClient } from 'mongodb';
import { mongodb } from './mongodb';
import type { OwnPart } from './own-part';
import { startOwnPart } from './own-part';
import type { RunningPart } from './running-part';

interface Account {
  _id: string;
  balance: number;
  applied: string[];
  outbox: { id: string }[];
}

describe('the embedded MongoDB-compatible server', () => {
  let own: OwnPart;
  let part: RunningPart;
  let client: MongoClient;

  beforeAll(async () => {
    own = await startOwnPart(mongodb);
    ({ part } = own);
  });
  afterAll(async () => own.end());
  beforeEach(async () => {
    client = await new MongoClient(part.address).connect();
  });
  afterEach(async () => client.close());

  const accounts = () => client.db('bank').collection<Account>('accounts');

  test('when 50 take from a balance of 10 at once, then exactly 10 succeed', async () => {
    await accounts().insertOne({ _id: 'a', balance: 10, applied: [], outbox: [] });
    const taken = await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        accounts().findOneAndUpdate(
          { _id: 'a', balance: { $gte: 1 }, applied: { $ne: `turn-${turn}` } },
          {
            $inc: { balance: -1 },
            $push: { applied: { $each: [`turn-${turn}`], $slice: -5 }, outbox: { id: `event-${turn}` } },
          },
        ),
      ),
    );
    expect(taken.filter((before) => before !== null)).toHaveLength(10);
    const after = await accounts().findOne({ _id: 'a' });
    expect(after).toMatchObject({ balance: 0 });
    expect(after?.applied).toHaveLength(5);
    expect(after?.outbox).toHaveLength(10);
  });

  test('when published events are pulled by their ids, then the others stay', async () => {
    const outbox = ['1', '2', '3'].map((id) => ({ id }));
    await accounts().insertOne({ _id: 'p', balance: 0, applied: [], outbox });
    await accounts().updateOne({ _id: 'p' }, { $pull: { outbox: { id: { $in: ['1', '3'] } } } });
    expect((await accounts().findOne({ _id: 'p' }))?.outbox).toEqual([{ id: '2' }]);
  });

  test('when a partial index is asked for, then it is made and updateMany works beside it', async () => {
    await accounts().createIndex(
      { 'outbox.id': 1 },
      { partialFilterExpression: { 'outbox.0': { $exists: true } } },
      undefined,
    );
    const many = await accounts().updateMany({ balance: 0 }, { $set: { balance: 1 } });
    expect(many.modifiedCount).toBeGreaterThan(0);
    expect(await accounts().countDocuments({ balance: 0 })).toBe(0);
  });

  test('when a document gains and loses fields while others read it, then every answer is whole', async () => {
    const fields = Object.fromEntries(Array.from({ length: 1_500 }, (_, field) => [`f${field}`, field]));
    await using direct = await new MongoClient(part.address, { retryReads: false }).connect();
    const wide = direct.db('bank').collection<{ _id: string }>('wide');
    await wide.insertOne({ _id: 'w', ...fields });
    let writes = 0;
    const write = async (): Promise<void> => {
      for (; writes < 200; writes += 1) {
        const change = { $set: { [`g${writes}`]: 1 }, $unset: { [`g${writes - 1}`]: 1 as const } };
        await wide.updateOne({ _id: 'w' }, change);
      }
    };
    const read = async (): Promise<void> => {
      while (writes < 200) {
        const found = await wide.findOne({ _id: 'w' });
        expect(Object.keys(found ?? {}).length).toBeGreaterThan(1_500);
      }
    };
    await Promise.all([write(), read(), read(), read()]);
  });

  test('when a file is put into GridFS, then it comes out the same', async () => {
    const bucket = new GridFSBucket(client.db('files'));
    const bytes = Buffer.alloc(600_000, '科');
    const upload = bucket.openUploadStream('attachment.pdf');
    await new Promise<void>((resolve, reject) => {
      upload.once('finish', resolve).once('error', reject).end(bytes);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of bucket.openDownloadStream(upload.id) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });

  test('when it is killed with kill -9 amid writes, then every acknowledged write is there after the restart', async () => {
    const facts = () => client.db('durable').collection<{ _id: string }>('facts');
    const acknowledged: string[] = [];
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let count = 0; ; count += 1) {
        const id = `${writer}-${count}`;
        await facts().insertOne({ _id: id });
        acknowledged.push(id);
        if (acknowledged.length === 1_500) {
          part.child?.signal('SIGKILL');
        }
      }
    });
    await Promise.allSettled(writers);
    await client.close();
    await part.child?.exited;
    await part.start();
    client = await new MongoClient(part.address).connect();
    const there = new Set((await facts().find().toArray()).map((fact) => fact._id));
    expect(acknowledged.length).toBeGreaterThanOrEqual(1_500);
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
  });
});
