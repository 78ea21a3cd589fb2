import { createLog } from '../../base/log';
import { createBroker } from '../../events/broker';
import { createRelay } from '../../events/relay';
import { aggregateStore } from '../../store/aggregate';
import { connectStore } from '../../store/connection';
import { numbered, purseSchema } from '../purse';

/**
 * Writes commands with events to a few purses, as fast as it can, and publishes them, until it is killed. It tells each
 * command that was acknowledged: `{ id, number }`.
 */
async function main(): Promise<void> {
  const [databaseName = '', topic = '', ...ids] = process.argv.slice(2);
  const log = createLog('silent', 'child');
  const store = await connectStore(process.env['MONGODB_URL'] ?? '', databaseName);
  const publisher = await createBroker(process.env['KAFKA_BROKERS'] ?? '', 'child', log).publisher();
  const relay = createRelay({ topic, publisher, log });
  const purses = aggregateStore(store, 'purses', purseSchema, 'institution', relay);
  relay.start();
  const write = async (id: string): Promise<void> => {
    await purses.insert(id, { balance: 0 }, { key: 'made' });
    for (let number = 1; ; number += 1) {
      await purses.command(id, {
        key: `${process.pid}-${number}`,
        change: { $inc: { balance: 1 } },
        events: [numbered(number)],
      });
      process.send?.({ id, number });
    }
  };
  await Promise.all(ids.map(write));
}

main().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exit(1);
});
