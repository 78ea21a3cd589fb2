import type { Connection } from 'mongoose';
import { Gauge, type Registry } from 'prom-client';
import { documentSchema, instant, openModel, text, whole } from '@kequan/kit';

/** What an audit found; the last one of a database stands there, as `last`. */
const auditSchema = documentSchema({ _id: text, at: instant, ledgers: whole, differences: whole });

const openAudits = (connection: Connection) => openModel(connection, 'audits', auditSchema);

/** Keeps what an audit found, for the metrics. */
export async function keepAudit(
  connection: Connection,
  found: { ledgers: number; differences: number },
): Promise<void> {
  const last = { at: new Date(), ...found };
  await openAudits(connection).replaceOne({ _id: 'last' }, last, { upsert: true });
}

/** Shows on /metrics how many differences the last audit found; not a number before the first one. */
export function showLastAudit(connection: Connection, registry: Registry): void {
  const audits = openAudits(connection);
  new Gauge({
    name: 'kequan_ledger_differences',
    help: 'Differences that the last audit of the ledgers found',
    registers: [registry],
    async collect() {
      const last = await audits.findOne({ _id: 'last' }).lean();
      this.set(last?.differences ?? NaN);
    },
  });
}
