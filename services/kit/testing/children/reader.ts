import { createLog } from '../../base/log';
import { createBroker } from '../../events/broker';
import { consume } from '../../events/consumer';
import { createRelay } from '../../events/relay';
import { aggregateStore } from '../../store/aggregate';
import { connectStore } from '../../store/connection';
import { purseSchema } from '../purse';

/**
 * Consumes a topic: the effect of an event is 1 more in the purse of its subject. After each effect it tells the event's id
 * and hangs, so that it can be killed between effect and commit.
 */
async function main(): Promise<void> {
  const [databaseName = '', topic = '', groupId = ''] = process.argv.slice(2);
  const log = createLog('silent', 'child');
  const store = await connectStore(process.env['MONGODB_URL'] ?? '', databaseName);
  const broker = createBroker(process.env['KAFKA_BROKERS'] ?? '', 'child', log);
  const publisher = await broker.publisher();
  const relay = createRelay({ topic: 'none', publisher, log });
  const purses = aggregateStore(store, 'purses', purseSchema, 'institution', relay);
  await consume({
    broker,
    publisher,
    groupId,
    topics: [topic],
    log,
    handle: async (event) => {
      await purses.command(event.subject, { key: event.id, change: { $inc: { balance: 1 } } });
      process.send?.(event.id);
      await new Promise(() => undefined);
    },
  });
}

main().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exit(1);
});
