import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FirstStart } from '../install/class-archive';
import { classArchiveOptions } from '../install/class-archive';
import { installMavenProject } from '../install/maven';
import { javaCommand } from '../install/tools';
import { packageFolder } from '../paths';
import { choosePorts } from '../ports';
import { probeBroker } from './kafka-probe';
import { serverProperties } from './kafka-properties';
import type { PartContext, PartDefinition } from './part';

const PORTS = ['kafka', 'kafkaController'] as const;
type Ports = (typeof PORTS)[number];

const CLASS_PATH = ['-cp', join('lib', '*')];
const HEAP_MIB = 384;
const run = promisify(execFile);

/** Writes the settings anew, since ports may have changed, and formats a data folder that is not formatted yet. */
async function prepare({ home, dataDir, ports }: Omit<PartContext<Ports>, 'logFile'>): Promise<void> {
  const properties = propertiesFile(dataDir);
  const logs = join(dataDir, 'logs');
  writeFileSync(properties, serverProperties(ports, logs));
  if (!existsSync(join(logs, 'meta.properties'))) {
    // Its first character is never a dash, which the tool would take for an option.
    const clusterId = Buffer.from(`0${randomUUID().replaceAll('-', '').slice(1)}`, 'hex').toString(
      'base64url',
    );
    const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties];
    const options = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', ...classArchiveOptions(home)];
    await run(javaCommand(), [...options, ...CLASS_PATH, ...format], { cwd: home });
  }
}

function brokerArguments(dataDir: string): string[] {
  const logging = `-Dlog4j2.configurationFile=${join(packageFolder(), 'kafka', 'log4j2.xml')}`;
  const machine = [`-Xmx${HEAP_MIB}m`, '-XX:+UseSerialGC', logging];
  return [...machine, ...CLASS_PATH, 'kafka.Kafka', propertiesFile(dataDir)];
}

function propertiesFile(dataDir: string): string {
  return join(dataDir, 'server.properties');
}

async function firstStart(home: string): Promise<FirstStart> {
  const dataDir = join(home, 'first-start');
  mkdirSync(dataDir);
  const ports = await choosePorts(dataDir, PORTS);
  await prepare({ home, dataDir, ports });
  const address = kafka.address(ports);
  return { title: 'Kafka', home, dataDir, args: brokerArguments(dataDir), probe: () => probeBroker(address) };
}

/** A real Kafka broker in KRaft mode: broker and controller in one process. */
export const kafka: PartDefinition<Ports> = {
  name: 'kafka',
  title: 'Kafka',
  environmentVariable: 'KAFKA_BROKERS',
  ports: PORTS,
  readyWithinMs: 90_000,
  find: (say) =>
    installMavenProject(
      {
        folder: 'kafka',
        title: 'Kafka',
        version: '4.1.0',
        expectedSeconds: 10,
        environmentVariable: 'KAFKA_BROKERS',
        firstStart,
      },
      say,
    ),
  prepare,
  command: ({ home, dataDir }) => ({
    command: javaCommand(),
    args: [...classArchiveOptions(home), ...brokerArguments(dataDir)],
    cwd: home,
  }),
  address: (ports) => `127.0.0.1:${ports.kafka}`,
  probe: probeBroker,
};
