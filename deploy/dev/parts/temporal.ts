import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Say } from '../infra-types';
import { installOnce } from '../install/install-once';
import { runTool } from '../install/run-tool';
import { findOnPath, requireProgram } from '../install/tools';
import type { PartDefinition, Program } from './part';

const CLI_VERSION = '1.5.1';
const BUILD_SECONDS = 180;
const CONNECT_TIMEOUT = '2s';
const NAMESPACE = 'default';

/**
 * The first two lift the dev server's limit of 20 polls a second for its single history shard, without which every
 * dispatch waits 50 ms; a cluster has many shards and does not need them.
 */
const DYNAMIC_CONFIG = [
  'history.transferProcessorMaxPollRPS=2000',
  'history.timerProcessorMaxPollRPS=2000',
  'system.enableActivityEagerExecution=true',
];
/** Three times as fast as the default, and a killed server still loses nothing. */
const SQLITE_PRAGMAS = ['journal_mode=WAL', 'synchronous=NORMAL'];

async function find(say: Say): Promise<Program> {
  const onPath = findOnPath('temporal');
  if (onPath !== undefined) {
    return { home: onPath, source: 'path' };
  }
  const { home, source } = await installOnce(
    {
      folderName: `temporal-cli-${CLI_VERSION}`,
      build: async (folder) => {
        const go = requireProgram('Temporal', 'go', 'Go 1.24 or newer', 'TEMPORAL_ADDRESS');
        await runTool(
          {
            title: `Temporal CLI ${CLI_VERSION} with server and Web UI: building with Go`,
            expectedSeconds: BUILD_SECONDS,
            command: go,
            args: ['install', '-ldflags', '-s -w', `github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}`],
            cwd: folder,
            env: { GOBIN: folder },
          },
          say,
        );
      },
    },
    say,
  );
  return { home: join(home, 'temporal'), source };
}

/** Temporal with its Web UI, in one process on SQLite. */
export const temporal: PartDefinition<'temporal' | 'temporalUi'> = {
  name: 'temporal',
  title: 'Temporal',
  environmentVariable: 'TEMPORAL_ADDRESS',
  ports: ['temporal', 'temporalUi'],
  readyWithinMs: 60_000,
  find,
  prepare: () => Promise.resolve(),
  command: ({ home, dataDir, ports }) => ({
    command: home,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'error'],
      ...['--port', String(ports.temporal), '--ui-port', String(ports.temporalUi)],
      ...['--db-filename', join(dataDir, 'temporal.db')],
      ...SQLITE_PRAGMAS.flatMap((pragma) => ['--sqlite-pragma', pragma]),
      ...DYNAMIC_CONFIG.flatMap((value) => ['--dynamic-config-value', value]),
    ],
  }),
  address: (ports) => `127.0.0.1:${ports.temporal}`,
  async probe(address) {
    const connection = await Connection.connect({ address, connectTimeout: CONNECT_TIMEOUT });
    try {
      await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
    } finally {
      await connection.close();
    }
  },
};
