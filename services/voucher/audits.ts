import type { Db } from 'mongodb';
import { Gauge, type Registry } from 'prom-client';

/** What an audit found; the last one of a database stands there. */
interface LastAudit {
  _id: 'last';
  at: Date;
  ledgers: number;
  differences: number;
}

/** Keeps what an audit found, for the metrics. */
export async function keepAudit(db: Db, found: { ledgers: number; differences: number }): Promise<void> {
  const last = { at: new Date(), ...found };
  await db.collection<LastAudit>('audits').replaceOne({ _id: 'last' }, last, { upsert: true });
}

/** Shows on /metrics how many differences the last audit found; not a number before the first one. */
export function showLastAudit(db: Db, registry: Registry): void {
  new Gauge({
    name: 'kequan_ledger_differences',
    help: 'Differences that the last audit of the ledgers found',
    registers: [registry],
    async collect() {
      const last = await db.collection<LastAudit>('audits').findOne({ _id: 'last' });
      this.set(last?.differences ?? NaN);
    },
  });
}
