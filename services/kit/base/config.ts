import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Thrown at start when settings are wrong; its message names every one of them. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads settings from environment variables. `<NAME>_FILE` names a file with the value, for secrets. An empty value counts
 * as missing.
 * @throws ConfigurationError that names every wrong or missing variable at once, and no value
 */
export function readConfig<S extends z.ZodObject>(schema: S, environment: NodeJS.ProcessEnv): z.infer<S> {
  const values: Record<string, string> = {};
  const unread = new Map<string, string>();
  for (const name of Object.keys(schema.shape)) {
    try {
      const value = valueOf(name, environment);
      if (value !== '') values[name] = value;
    } catch (error) {
      unread.set(name, error instanceof Error ? error.message : String(error));
    }
  }
  const parsed = schema.safeParse(values);
  if (parsed.success && unread.size === 0) return parsed.data;
  const issues = parsed.error?.issues.filter(({ path }) => !unread.has(String(path[0]))) ?? [];
  const lines = [
    ...[...unread].map(([name, why]) => `  ${name}_FILE: ${why}`),
    ...issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`),
  ];
  throw new ConfigurationError(`wrong settings:\n${lines.join('\n')}`);
}

/** @throws Error of the file system when the named file cannot be read */
function valueOf(name: string, environment: NodeJS.ProcessEnv): string {
  const file = environment[`${name}_FILE`];
  return (file ? readFileSync(file, 'utf8') : (environment[name] ?? '')).trim();
}

const port = z.coerce.number().int().min(0).max(65535);
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** The settings of every process. */
export const KitConfig = z.object({
  PORT: port.default(8080),
  KEQUAN_INSTANCE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/)
    .default('kequan'),
  TEMPORAL_ADDRESS: z.string().regex(/^[\w.-]+:\d+$/),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  MONGODB_URL: z.string().regex(/^mongodb(\+srv)?:\/\//),
  KAFKA_BROKERS: z.string().regex(/^[\w.-]+:\d+(,[\w.-]+:\d+)*$/),
  KAFKA_PARTITIONS: whole(1, 1000).default(3),
  KAFKA_REPLICATION: whole(1, 5).default(1),
  KEQUAN_SECRET: z.string().refine((text) => Buffer.from(text, 'base64').length === 32, {
    error: '32 random bytes in base64 (openssl rand -base64 32)',
  }),
  IDENTITY_URL: z.url().optional(),
  /** How many proxies of ours stand before this process; their word on the caller's address is taken. */
  TRUST_PROXY_HOPS: whole(0, 10).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  SHUTDOWN_GRACE_MS: whole(0, 600_000).default(15_000),
});
export type KitConfig = z.infer<typeof KitConfig>;
