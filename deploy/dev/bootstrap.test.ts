import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { awaitCondition } from './await-condition';
import { packageFolder, repositoryFolder } from './paths';

interface Release {
  version: string;
  packages: Record<string, { name: string; integrity: string }>;
}

const release = releaseOfBootstrap();
const wanted = release.packages['linux-x64']?.name ?? '';
const folderName = `${wanted}-${release.version}`;
/** Loaded before the bootstrap: makes it believe that it runs on an old Node.js, on some platform. */
const PRETENCE = `
  const define = (name, value) => Object.defineProperty(process, name, { value });
  define('versions', { ...process.versions, node: '20.20.2' });
  define('version', 'v20.20.2');
  define('platform', process.env.PRETENDED_PLATFORM);
  define('arch', 'x64');
`;
/** In place of a Node.js: tells its version, and else what it was asked. */
const NODE_THAT_TELLS = `#!/bin/sh\n[ "$1" = --version ] && echo v${release.version} && exit\necho "went on: $@"\nexit 7\n`;
/** In place of an old one: the true Node.js without the pretence. */
const TRUE_NODE = `#!/bin/sh\nNODE_OPTIONS= exec '${process.execPath}' "$@"\n`;

function releaseOfBootstrap(): Release {
  const url = pathToFileURL(join(packageFolder(), 'bootstrap', 'release.mjs')).href;
  const script = `import { RELEASE } from '${url}'; console.log(JSON.stringify(RELEASE));`;
  const told = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(told) as Release;
}

describe('an older Node.js', () => {
  let folder: string;
  let cache: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kequan-bootstrap-'));
    cache = join(folder, 'cache', 'kequan');
    writeFileSync(join(folder, 'pretence.cjs'), PRETENCE);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function program(text: string, ...path: string[]): void {
    const file = join(folder, ...path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  }
  const cached = (text: string): void => program(text, 'cache', 'kequan', folderName, 'bin', 'node');
  /** In place of npm: "installs" into the folder in which it is called, and notes that it was asked. */
  const npm = (installs: string): void =>
    program(
      `#!/bin/sh\necho asked >> '${join(folder, 'asked')}'\n` +
        `mkdir -p node_modules/${wanted}/bin && cd node_modules/${wanted}/bin && cat > node <<'END' && chmod +x node\n${installs}END\n`,
      'bin',
      'npm',
    );
  const timesAsked = (): number =>
    existsSync(join(folder, 'asked'))
      ? readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n').length
      : 0;

  function begin(args: string[], changes: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [join(packageFolder(), 'bootstrap.mjs'), ...args], {
      cwd: repositoryFolder(),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        npm_execpath: '',
        XDG_CACHE_HOME: join(folder, 'cache'),
        PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
        NODE_OPTIONS: `--require=${join(folder, 'pretence.cjs')}`,
        PRETENDED_PLATFORM: 'linux',
        ...changes,
      },
    });
  }

  async function run(
    args: string[],
    changes?: NodeJS.ProcessEnv,
  ): Promise<{ code: number | null; out: string; err: string }> {
    const child = begin(args, changes);
    let [out, err] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, out, err };
  }

  test('when the cache has the newer one, then that goes on with the same command, and its end is the end', async () => {
    cached(NODE_THAT_TELLS);
    const { code, out } = await run(['test', '--', 'services/a b']);
    expect(out).toBe(`went on: ${join(packageFolder(), 'bootstrap.mjs')} test -- services/a b\n`);
    expect(code).toBe(7);
  });

  test('when the newer one goes on, then it is the `node` of its children, before the old one on PATH', async () => {
    program('#!/bin/sh\necho old\n', 'bin', 'node');
    cached(TRUE_NODE);
    const { code, out } = await run(['tool', 'node', '-p', 'process.execPath']);
    expect([code, out.trim()]).toEqual([0, process.execPath]);
  });

  test('when no cache folder is named, then it is looked for where the other parts are', async () => {
    program(NODE_THAT_TELLS, '.cache', 'kequan', folderName, 'bin', 'node');
    const { out } = await run(['start'], { XDG_CACHE_HOME: '', HOME: folder });
    expect(out).toContain('went on: ');
  });

  test('when the cache has none, then npm brings it, once', async () => {
    npm(NODE_THAT_TELLS);
    expect((await run(['start'])).out).toContain('went on: ');
    expect((await run(['start'])).out).toContain('went on: ');
    expect(timesAsked()).toBe(1);
    expect(readdirSync(cache)).toEqual([folderName]);
  });

  test('when one was half installed, then it is not used, and it is removed when nobody can be at work on it', async () => {
    const half = `${folderName}.unfinished-abandoned`;
    const atWork = `${folderName}.unfinished-atwork`;
    program('#!/bin/sh\necho half\n', 'cache', 'kequan', half, 'bin', 'node');
    program('#!/bin/sh\necho half\n', 'cache', 'kequan', atWork, 'bin', 'node');
    utimesSync(join(cache, half), 0, 0);
    npm(NODE_THAT_TELLS);
    expect((await run(['start'])).out).toContain('went on: ');
    expect(readdirSync(cache).sort()).toEqual([folderName, atWork]);
  });

  test('when several want it at once, then each goes on and one is kept', async () => {
    npm(NODE_THAT_TELLS);
    const runs = await Promise.all([run(['start']), run(['start']), run(['start'])]);
    expect(runs.map(({ code }) => code)).toEqual([7, 7, 7]);
    expect(readdirSync(cache)).toEqual([folderName]);
  });

  test('when what was brought does not run here, then one sentence says so and nothing is kept', async () => {
    npm('#!/bin/sh\necho "no such C library" >&2\nexit 127\n');
    const { code, err } = await run(['start']);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^KeQuan needs Node\.js .* v20\.20\.2; .* could not be used: install Node\.js 24 .*\.\n$/,
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  test('when the registry has none for this platform, then one sentence says what is missing and how to get it', async () => {
    const { code, err } = await run(['start'], { PRETENDED_PLATFORM: 'sunos' });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^KeQuan needs Node\.js .* v20\.20\.2; .* none for sunos-x64: install Node\.js 24 .*\.\n$/,
    );
    expect(existsSync(cache)).toBe(false);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'when it gets %s, then what went on ends too',
    async (signal) => {
      cached(TRUE_NODE);
      const child = begin(['tool', 'node', '-e', 'console.log(process.pid); setInterval(() => {}, 1000)']);
      const pid = await new Promise<number>((resolve) =>
        child.stdout?.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))),
      );
      child.kill(signal);
      await awaitCondition({ what: `the end of process ${pid}`, deadlineMs: 10_000 }, () => !lives(pid));
    },
  );
});

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the Node.js of this project', () => {
  test('when the image is built, then it has the same one', () => {
    const dockerfile = readFileSync(join(repositoryFolder(), 'deploy', 'Dockerfile'), 'utf8');
    const bases = [...dockerfile.matchAll(/^FROM node:([\d.]+)-/gm)].map(([, version]) => version);
    expect(bases).toEqual([release.version, release.version]);
  });
});
