import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { FirstStart } from '../install/class-archive';
import { classArchiveOptions } from '../install/class-archive';
import { installMavenProject } from '../install/maven';
import { javaCommand } from '../install/tools';
import { choosePorts } from '../ports';
import type { PartDefinition } from './part';

const TITLE = 'MongoDB-compatible server';
const PORTS = ['mongodb'] as const;
const HEAP_MIB = 256;
const SELECTION_TIMEOUT_MS = 1_000;

function serverArguments(dataDir: string, port: number): string[] {
  const machine = [`-Xmx${HEAP_MIB}m`, '-XX:+UseSerialGC', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
  return [...machine, '-cp', join('lib', '*'), 'kequan.mongodb.Main', String(port), join(dataDir, 'data.mv')];
}

async function firstStart(home: string): Promise<FirstStart> {
  const dataDir = join(home, 'first-start');
  mkdirSync(dataDir);
  const ports = await choosePorts(dataDir, PORTS);
  const address = mongodb.address(ports);
  return {
    title: TITLE,
    home,
    dataDir,
    args: serverArguments(dataDir, ports.mongodb),
    probe: () => ping(address),
  };
}

async function ping(address: string): Promise<void> {
  const client = new MongoClient(address, { serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS });
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}

/** Our small server of the MongoDB protocol (`mongodb-server/`): for trying and testing, not for production. */
export const mongodb: PartDefinition<'mongodb'> = {
  name: 'mongodb',
  title: TITLE,
  environmentVariable: 'MONGODB_URL',
  ports: PORTS,
  readyWithinMs: 60_000,
  find: (say) =>
    installMavenProject(
      {
        folder: 'mongodb-server',
        title: TITLE,
        version: '1.47.0',
        expectedSeconds: 15,
        environmentVariable: 'MONGODB_URL',
        firstStart,
      },
      say,
    ),
  prepare: () => Promise.resolve(),
  command: ({ home, dataDir, ports }) => ({
    command: javaCommand(),
    args: [...classArchiveOptions(home), ...serverArguments(dataDir, ports.mongodb)],
    cwd: home,
  }),
  address: (ports) => `mongodb://127.0.0.1:${ports.mongodb}`,
  probe: ping,
};
