import type { Connection } from 'mongoose';
import { z } from 'zod';
import { KitConfig, readConfig } from '../base/config';
import { connectStore, databaseNameOf } from '../store/connection';

const { MONGODB_URL, KEQUAN_INSTANCE } = KitConfig.shape;
const Config = z.object({ MONGODB_URL, KEQUAN_INSTANCE });

/** Holds facts against each other, and says line by line what it found. @returns the exit code */
type Audit<S extends string> = (
  stores: Readonly<Record<S, Connection>>,
  say: (line: string) => void,
) => Promise<number>;

/** Runs an audit as a program of its own, over the databases of some services; what it cannot read is exit code 1. */
export async function runAuditProgram<S extends string>(
  services: readonly S[],
  audit: Audit<S>,
): Promise<void> {
  try {
    const config = readConfig(Config, process.env);
    const { MONGODB_URL: url, KEQUAN_INSTANCE: instance } = config;
    const opened = new Map<S, Connection>();
    try {
      for (const service of services)
        opened.set(service, await connectStore(url, databaseNameOf(instance, service)));
      const stores = Object.fromEntries(opened) as Record<S, Connection>;
      process.exitCode = await audit(stores, (line) => process.stdout.write(`${line}\n`));
    } finally {
      await Promise.all([...opened.values()].map((connection) => connection.close()));
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
