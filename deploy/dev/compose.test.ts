import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { repositoryFolder } from './paths';

interface ComposeService {
  image?: string;
  command?: string[];
  healthcheck?: object;
  restart?: string;
  depends_on?: Record<string, { condition: string }>;
}
interface ComposeFile {
  version?: string;
  services: Record<string, ComposeService>;
}

const read = (...path: string[]): string => readFileSync(join(repositoryFolder(), ...path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as ComposeFile;
const services = Object.entries(compose.services);
/** Holds the collector and nothing else: there is no program in it that could ask. */
const WITHOUT_HEALTH_CHECK = ['otel-collector'];

function schemaErrors(file: unknown): unknown {
  const schema = JSON.parse(read('deploy', 'compose-spec', 'compose-spec.json')) as Record<string, unknown>;
  // It names its draft by an https address, which the validator knows by its http address only.
  delete schema.$schema;
  const formats = { duration: true, subnet_ip_address: true } as const;
  const validate = new Ajv({ strict: false, formats }).compile(schema);
  return validate(file) ? [] : validate.errors;
}

describe('docker-compose.yml', () => {
  test('when it is held against the Compose specification, then it fits', () => {
    expect(schemaErrors(compose)).toEqual([]);
  });

  test('when a key is misspelt, then the specification refuses it', () => {
    const misspelt = { services: { kafka: { image: 'apache/kafka:4.1.0', helthcheck: {} } } };
    expect(schemaErrors(misspelt)).not.toEqual([]);
  });

  test('when images are pulled, then each is of one exact version', () => {
    expect(compose.version).toBeUndefined();
    expect(services.filter(([, { image }]) => !/:\d+\.\d+(\.\d+)?$/.test(image ?? ''))).toEqual([]);
  });

  test('when one waits for another, then that one can tell that it is well or ends by itself', () => {
    const conditions = services.flatMap(([, { depends_on: needs = {} }]) => Object.entries(needs));
    expect(conditions.length).toBeGreaterThan(0);
    for (const [name, { condition }] of conditions) {
      const needed = compose.services[name];
      expect([name, needed === undefined]).toEqual([name, false]);
      if (condition === 'service_healthy') {
        expect([name, needed?.healthcheck]).toEqual([name, expect.any(Object)]);
      }
    }
    const staying = services.filter(([, { restart }]) => restart === 'unless-stopped').map(([name]) => name);
    const unwatched = staying.filter((name) => compose.services[name]?.healthcheck === undefined);
    expect(unwatched).toEqual(WITHOUT_HEALTH_CHECK);
  });

  test('when all deployments are up, then every service is hosted exactly once', () => {
    const targets = services.flatMap(([, { command = [] }]) =>
      command.flatMap((argument) => /^--target=(.*)$/.exec(argument)?.[1]?.split(',') ?? []),
    );
    const manifest = JSON.parse(read('services', 'host', 'package.json')) as {
      dependencies: Record<string, string>;
    };
    const notHosted = ['@kequan/contracts', '@kequan/kit', '@kequan/workflows'];
    const hosted = Object.keys(manifest.dependencies)
      .filter((name) => name.startsWith('@kequan/') && !notHosted.includes(name))
      .map((name) => name.slice('@kequan/'.length));
    expect(targets.sort()).toEqual(hosted.sort());
  });
});
