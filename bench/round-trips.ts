import { newId } from '@kequan/contracts';
import { aggregateStore, connectStore, createRelay, type Publisher } from '@kequan/kit';
import type { InfraEndpoints } from '@kequan/dev';
import { anEvent, benchLog, newThing, thingSchema, type Workplace } from './workplace';

/** How often a number of commands goes to the store and to the broker. */
export interface RoundTrips {
  commands: number;
  beforeTheAnswer: number;
  store: number;
  broker: number;
}

/**
 * Counts the round trips of one command, alone and among many at once: to the store before the caller is answered, and in
 * all with the relay's work behind it.
 */
export async function countRoundTrips(
  workplace: Workplace,
  endpoints: InfraEndpoints,
): Promise<RoundTrips[]> {
  const connection = await connectStore(endpoints.mongodbUrl, workplace.connection.name, {
    monitorCommands: true,
  });
  let store = 0;
  let broker = 0;
  connection.getClient().on('commandStarted', ({ commandName }) => {
    if (['findAndModify', 'update', 'insert', 'find'].includes(commandName)) store += 1;
  });
  const publisher: Publisher = {
    stop: () => workplace.publisher.stop(),
    publish(topic, messages) {
      broker += 1;
      return workplace.publisher.publish(topic, messages);
    },
  };
  try {
    const found: RoundTrips[] = [];
    for (const commands of [1, 100]) {
      const relay = createRelay({ topic: workplace.topic, publisher, log: benchLog, sweepEveryMs: 600_000 });
      const things = aggregateStore(connection, `counted-${commands}`, thingSchema, 'institution', relay);
      const ids = Array.from({ length: commands }, () => newId());
      await Promise.all(ids.map((id) => things.insert(id, newThing(), { key: 'made' })));
      store = 0;
      broker = 0;
      await Promise.all(ids.map((id) => things.command(id, { key: 'decided', events: [anEvent()] })));
      const beforeTheAnswer = store;
      relay.start();
      await relay.stop(30_000);
      found.push({ commands, beforeTheAnswer, store, broker });
    }
    return found;
  } finally {
    await connection.close();
  }
}
