import type { Db } from 'mongodb';
import { z } from 'zod';
import { KitConfig, readConfig } from '../base/config';
import { connectMongo, databaseOf } from '../store/mongo';

const { MONGODB_URL, KEQUAN_INSTANCE } = KitConfig.shape;
const Config = z.object({ MONGODB_URL, KEQUAN_INSTANCE });

/** Holds facts against each other, and says line by line what it found. @param db the database of a service @returns the exit code */
type Audit = (db: (service: string) => Db, say: (line: string) => void) => Promise<number>;

/** Runs an audit as a program of its own, over the store of the settings; what it cannot read is exit code 1. */
export async function runAuditProgram(audit: Audit): Promise<void> {
  try {
    const config = readConfig(Config, process.env);
    const client = await connectMongo(config.MONGODB_URL, 'kequan-audit');
    try {
      const db = (service: string) => databaseOf(client, config.KEQUAN_INSTANCE, service);
      process.exitCode = await audit(db, (line) => process.stdout.write(`${line}\n`));
    } finally {
      await client.close();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
