import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { databaseNameOf, connectStore, makeIndexes, nativeDatabase, openModel } from './connection';
import { mayPass } from '../failures/judge';
import { flag, listOf, mixed, optional, part, text, whole } from './fields';
import { documentSchema } from './schema';
import { freshInstance } from '../testing/process';

const url = process.env['MONGODB_URL'] ?? '';
const schema = documentSchema({
  _id: text,
  title: text,
  count: whole,
  form: optional(mixed<Record<string, unknown>>()),
  holds: optional(listOf(part({ orderId: text, open: optional(flag) }))),
}).index({ title: 1 });

interface Asked {
  maxTimeMS?: number;
  readConcern?: object;
  writeConcern?: object;
}

describe('a connection of a service', () => {
  it('when a service connects, then it has a database of its own in its installation', async () => {
    const connection = await connectStore(url, databaseNameOf('kequan', 'catalog'));
    expect(nativeDatabase(connection).databaseName).toBe('kequan_catalog');
    await connection.close();
  });

  it('G9: when the store is asked, then each query has an end, reads see what a majority has, writes wait for one', async () => {
    const connection = await connectStore(url, freshInstance(), { monitorCommands: true });
    const asked = new Map<string, Asked>();
    connection.getClient().on('commandStarted', ({ commandName, command }) => {
      asked.set(commandName, command);
    });
    const model = openModel(connection, 'things', schema);
    await model.insertOne({ _id: '1', title: 'a', count: 1 });
    await model.findOne({ _id: '1' }).lean();
    await model.findOneAndUpdate({ _id: '1' }, { $inc: { count: 1 } }).lean();
    expect(asked.get('find')).toMatchObject({ maxTimeMS: 15_000, readConcern: { level: 'majority' } });
    const writeConcern = { w: 'majority', wtimeout: 10_000 };
    expect(asked.get('findAndModify')).toMatchObject({ maxTimeMS: 15_000, writeConcern });
    expect(asked.get('insert')).toMatchObject({ writeConcern });
    await nativeDatabase(connection).dropDatabase();
    await connection.close();
  });

  it('G9: when the server hangs in the middle of a command, then the command ends and the store counts as away', async () => {
    const target = new URL(url);
    const sockets: Socket[] = [];
    let hanging = false;
    const proxy = createServer((client) => {
      const server = connect(Number(target.port), target.hostname);
      sockets.push(client, server);
      client.on('data', (data) => {
        if (!hanging) server.write(data);
      });
      server.on('data', (data) => void client.write(data));
      for (const socket of [client, server]) socket.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const bounds = {
      socketTimeoutMS: 200,
      serverSelectionTimeoutMS: 200,
      heartbeatFrequencyMS: 500,
      connectTimeoutMS: 200,
    };
    const connection = await connectStore(`mongodb://127.0.0.1:${port}`, freshInstance(), bounds);
    const model = openModel(connection, 'things', schema);
    await model.findOne({ _id: '1' }).lean();
    hanging = true;
    const failed = await model.findOne({ _id: '1' }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(mayPass(failed)).toBe(true);
    await connection.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => proxy.close(resolve));
  });
});

describe('a schema', () => {
  const open = async () => {
    const connection = await connectStore(url, freshInstance());
    const model = openModel(connection, 'things', schema);
    await makeIndexes(connection);
    return { connection, model };
  };

  it('when a field is not declared, then reading by it, changing it and inserting it are mistakes', async () => {
    const { connection, model } = await open();
    const other = { owner: 'me' } as object;
    await expect(model.findOne(other).lean()).rejects.toThrow(/strict/i);
    await expect(model.updateOne({ _id: '1' }, { $set: other })).rejects.toThrow(/strict/i);
    const doc = { _id: '1', title: 'a', count: 1, ...other };
    await expect(model.insertOne(doc)).rejects.toThrow(/strict/i);
    await connection.close();
  });

  it('when a field is missing or no integer, then it is not inserted; an empty text and an empty form are', async () => {
    const { connection, model } = await open();
    await expect(model.insertOne({ _id: '1', title: 'a' })).rejects.toThrow(/count/);
    await expect(model.insertOne({ _id: '1', title: 'a', count: 1.5 })).rejects.toThrow(/integer/);
    await model.insertOne({ _id: '1', title: '', count: 1, form: {} });
    expect(await model.findOne({ _id: '1' }).lean()).toEqual({ _id: '1', title: '', count: 1, form: {} });
    await nativeDatabase(connection).dropDatabase();
    await connection.close();
  });

  it('G16: when an index is unique, which no shards by the hash of _id can keep, then the collection cannot be opened', async () => {
    const connection = await connectStore(url, freshInstance());
    const taken = documentSchema({ _id: text, number: text }).index({ number: 1 }, { unique: true });
    expect(() => openModel(connection, 'taken', taken)).toThrow(/no shards/);
    await connection.close();
  });

  it('when it is connected, then the indexes that it declares are there', async () => {
    const { connection, model } = await open();
    const found = await model.listIndexes();
    expect(found.map(({ key }) => key as object)).toContainEqual({ title: 1 });
    await nativeDatabase(connection).dropDatabase();
    await connection.close();
  });
});
