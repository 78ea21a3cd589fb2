import { z } from 'zod';
import { connectMongo, databaseOf, KitConfig, readConfig } from '@kequan/kit';
import { auditCommand } from './audit-command';

const { MONGODB_URL, KEQUAN_INSTANCE } = KitConfig.shape;
const Config = z.object({ MONGODB_URL, KEQUAN_INSTANCE });

async function main(): Promise<number> {
  const config = readConfig(Config, process.env);
  const client = await connectMongo(config.MONGODB_URL, 'kequan-audit');
  try {
    const db = (service: string) => databaseOf(client, config.KEQUAN_INSTANCE, service);
    return await auditCommand({ settlement: db('settlement'), voucher: db('voucher') }, (line) =>
      process.stdout.write(`${line}\n`),
    );
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
