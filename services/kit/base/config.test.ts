import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigurationError, KitConfig, readConfig } from './config';

const right = {
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  MONGODB_URL: 'mongodb://127.0.0.1:27017',
  KAFKA_BROKERS: 'a:9092,b:9092',
  KEQUAN_SECRET: Buffer.alloc(32, 7).toString('base64'),
};

function refusal(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(KitConfig, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  throw new Error('these settings were taken');
}

describe('settings', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'kequan-config-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('when only what must be given is given, then the rest has its default', () => {
    expect(readConfig(KitConfig, right)).toMatchObject({
      PORT: 8080,
      KEQUAN_INSTANCE: 'kequan',
      TEMPORAL_NAMESPACE: 'default',
      LOG_LEVEL: 'info',
      KAFKA_PARTITIONS: 3,
    });
  });

  it('when several are wrong or missing, then each of them is named at once, and no value', () => {
    const message = refusal({
      ...right,
      PORT: 'eighty',
      KEQUAN_INSTANCE: 'Not Allowed',
      MONGODB_URL: 'postgres://user:hunter2@host',
      TEMPORAL_ADDRESS: '',
      KEQUAN_SECRET: 'short-and-secret',
      LOG_LEVEL: 'loud',
    });
    for (const name of [
      'PORT',
      'KEQUAN_INSTANCE',
      'MONGODB_URL',
      'TEMPORAL_ADDRESS',
      'KEQUAN_SECRET',
      'LOG_LEVEL',
    ]) {
      expect(message).toMatch(new RegExp(`^  ${name}: `, 'm'));
    }
    expect(message).not.toContain('hunter2');
    expect(message).not.toContain('short-and-secret');
  });

  it.each(['KAFKA_BROKERS', 'MONGODB_URL', 'TEMPORAL_ADDRESS', 'KEQUAN_SECRET'] as const)(
    'when %s is missing, then it alone is named',
    (name) => {
      const others = { ...right, [name]: undefined };
      expect(refusal(others).split('\n')).toHaveLength(2);
      expect(refusal(others)).toContain(`  ${name}: `);
    },
  );

  it.each(['0', '70000', '-1', '80.5', '1e9'])('when a port is %s, then only a real one is taken', (port) => {
    if (port === '0') expect(readConfig(KitConfig, { ...right, PORT: port }).PORT).toBe(0);
    else expect(refusal({ ...right, PORT: port })).toContain('PORT');
  });

  it('when a value is in a file, then it is read from there without its line end', () => {
    const path = join(folder, 'secret');
    writeFileSync(path, `${right.KEQUAN_SECRET}\n`);
    const { KEQUAN_SECRET, ...others } = right;
    expect(readConfig(KitConfig, { ...others, KEQUAN_SECRET_FILE: path }).KEQUAN_SECRET).toBe(KEQUAN_SECRET);
  });

  it('when files cannot be read, then they are named together with what else is wrong', () => {
    const others = { ...right, KEQUAN_SECRET: undefined, MONGODB_URL: undefined };
    const message = refusal({
      ...others,
      PORT: 'x',
      KEQUAN_SECRET_FILE: join(folder, 'none'),
      MONGODB_URL_FILE: join(folder, 'nor-this'),
    });
    expect(message.match(/^ {2}\w+/gm)).toEqual(['  MONGODB_URL_FILE', '  KEQUAN_SECRET_FILE', '  PORT']);
  });

  it('when a value is only blanks, then it counts as missing', () => {
    const Own = z.object({ LIMIT: z.coerce.number().int().min(0) });
    expect(() => readConfig(Own, { LIMIT: '   ' })).toThrow(/LIMIT/);
  });
});
