import { newId } from '@kequan/contracts';
import {
  aggregateStore,
  createRelay,
  makeIndexes,
  nativeDatabase,
  type AggregateStore,
  type DocumentOf,
} from '@kequan/kit';
import { compare, ratePerSecond, type Comparison } from './measure';
import { anEvent, benchLog, newThing, thingSchema, type Workplace } from './workplace';

const DOCUMENTS = 500;
const SIDE = 8;
const READS = 2_000;
const MOST_MS = 15_000;
const ROUNDS = 6;

type Things = AggregateStore<DocumentOf<typeof thingSchema>>;

async function openThings(workplace: Workplace): Promise<Things> {
  const relay = createRelay({ topic: workplace.topic, publisher: workplace.publisher, log: benchLog });
  const things = aggregateStore(workplace.connection, 'things', thingSchema, 'institution', relay);
  await makeIndexes(workplace.connection);
  return things;
}

async function fill(things: Things): Promise<string[]> {
  const ids = Array.from({ length: DOCUMENTS }, () => newId());
  await ratePerSecond(DOCUMENTS, SIDE, (index) =>
    things.insert(ids[index] ?? '', newThing(), { key: 'made' }),
  );
  return ids;
}

/** The same documents by the driver alone, on the same connection. */
function bare(workplace: Workplace) {
  return nativeDatabase(workplace.connection).collection<{ _id: string; status: string; version: number }>(
    'things',
  );
}

/**
 * A command (one conditional write with its key and its event, through mongoose) against the driver's bare conditional write. The
 * relay's own work comes after the write and is measured apart, so it rests while this is measured.
 */
export async function benchStore(workplace: Workplace): Promise<Comparison> {
  const things = await openThings(workplace);
  const driver = bare(workplace);
  // Each write meets a document of its own, as in life: nobody commands one aggregate hundreds of times.
  return compare(
    { name: 'write with key and event', control: "the driver's bare conditional write", aim: 0.85 },
    ROUNDS,
    async () => {
      const ids = await fill(things);
      return ratePerSecond(DOCUMENTS, SIDE, (index) =>
        things.command(ids[index] ?? '', {
          key: `decided:${index}`,
          expect: { status: 'underReview' },
          change: { $set: { status: 'approved' } },
          events: [anEvent()],
        }),
      );
    },
    async () => {
      const ids = await fill(things);
      return ratePerSecond(DOCUMENTS, SIDE, (index) =>
        driver.findOneAndUpdate(
          { _id: ids[index] ?? '', status: 'underReview' },
          { $set: { status: 'approved', updatedAt: new Date() }, $inc: { version: 1 } },
          { returnDocument: 'after' },
        ),
      );
    },
  );
}

/** A lean read by id through the store against the driver's own, with the same bound on its time. @param side how many at once */
export async function benchRead(workplace: Workplace, side: number): Promise<Comparison> {
  const things = await openThings(workplace);
  const driver = bare(workplace);
  const ids = await fill(things);
  const idAt = (index: number): string => ids[index % DOCUMENTS] ?? '';
  return compare(
    { name: `read by id, ${side} at once`, control: "the driver's read by id", aim: 0.85 },
    ROUNDS,
    () => ratePerSecond(READS, side, (index) => things.get(idAt(index))),
    () => ratePerSecond(READS, side, (index) => driver.findOne({ _id: idAt(index) }, { maxTimeMS: MOST_MS })),
  );
}
