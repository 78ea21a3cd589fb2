import { newId } from '@kequan/contracts';
import { aggregateStore, createRelay, ensureIndexes, OUTBOX_INDEX } from '@kequan/kit';
import { compare, ratePerSecond, type Comparison } from './measure';
import { anEvent, benchLog, newThing, type Thing, type Workplace } from './workplace';

const DOCUMENTS = 500;
const SIDE = 8;
const ROUNDS = 6;

/**
 * A command (one conditional write with its key and its event) against the bare conditional write. The relay's own work
 * comes after the write and is measured apart, so it rests while this is measured.
 */
export async function benchStore(workplace: Workplace): Promise<Comparison> {
  const relay = createRelay({ topic: workplace.topic, publisher: workplace.publisher, log: benchLog });
  const store = aggregateStore<Thing>(workplace.db, 'things', 'institution', relay);
  await ensureIndexes(store.collection, [OUTBOX_INDEX]);
  const fill = async (): Promise<string[]> => {
    const ids = Array.from({ length: DOCUMENTS }, () => newId());
    await ratePerSecond(DOCUMENTS, SIDE, (index) =>
      store.insert(ids[index] ?? '', newThing(), { key: 'made' }),
    );
    return ids;
  };
  // Each write meets a document of its own, as in life: nobody commands one aggregate hundreds of times.
  return compare(
    { name: 'write with key and event', control: 'bare conditional write', aim: 0.9 },
    ROUNDS,
    async () => {
      const ids = await fill();
      return ratePerSecond(DOCUMENTS, SIDE, (index) =>
        store.command(ids[index] ?? '', {
          key: `decided:${index}`,
          expect: { status: 'underReview' },
          change: { $set: { status: 'approved' } },
          events: [anEvent()],
        }),
      );
    },
    async () => {
      const ids = await fill();
      return ratePerSecond(DOCUMENTS, SIDE, (index) =>
        store.collection.findOneAndUpdate(
          { _id: ids[index] ?? '', status: 'underReview' },
          { $set: { status: 'approved', updatedAt: new Date() }, $inc: { version: 1 } },
          { returnDocument: 'after' },
        ),
      );
    },
  );
}
