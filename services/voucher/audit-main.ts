import { z } from 'zod';
import { connectMongo, databaseOf, KitConfig, readConfig } from '@kequan/kit';
import { auditCommand } from './audit-command';

const { MONGODB_URL, KEQUAN_INSTANCE } = KitConfig.shape;
const Config = z.object({ MONGODB_URL, KEQUAN_INSTANCE });

async function main(): Promise<number> {
  const config = readConfig(Config, process.env);
  const client = await connectMongo(config.MONGODB_URL, 'kequan-audit');
  try {
    const db = databaseOf(client, config.KEQUAN_INSTANCE, 'voucher');
    return await auditCommand(db, (line) => process.stdout.write(`${line}\n`));
  } finally {
    await client.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
