import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../error-code';

const OLDEST_JAVA = 17;
const run = promisify(execFile);

/** A part cannot be had here; the message says what is missing and what to do about it. */
class MissingToolError extends Error {
  /** @param environmentVariable the variable that would name an endpoint instead, if there is one */
  constructor(part: string, missing: string, environmentVariable: string | undefined) {
    const endpoint =
      environmentVariable === undefined ? '' : `set ${environmentVariable} to one that runs elsewhere, or `;
    super(`${part} needs ${missing}. Install it and try again; or ${endpoint}use \`docker compose up\`.`);
    this.name = 'MissingToolError';
  }
}

/** The path of a program on PATH, or undefined. */
export function findOnPath(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/** The `java` to use: of JAVA_HOME when that is set, else of PATH. */
export function javaCommand(): string {
  const home = process.env.JAVA_HOME;
  return home !== undefined && home !== '' ? join(home, 'bin', 'java') : 'java';
}

/** The major version of the Java at hand; undefined when there is none. */
async function javaMajorVersion(): Promise<number | undefined> {
  try {
    const { stderr, stdout } = await run(javaCommand(), ['-version']);
    const found = /version "(\d+)/.exec(stderr + stdout)?.[1];
    return found === undefined ? undefined : Number(found);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'EACCES') {
      return undefined;
    }
    throw error;
  }
}

/**
 * Asks for a Java that is new enough.
 * @throws MissingToolError when there is none
 */
export async function requireJava(part: string, environmentVariable: string | undefined): Promise<void> {
  const major = await javaMajorVersion();
  if (major === undefined || major < OLDEST_JAVA) {
    const found = major === undefined ? 'none was found' : `version ${major} was found`;
    throw new MissingToolError(part, `Java ${OLDEST_JAVA} or newer (${found})`, environmentVariable);
  }
}

/**
 * Asks for a program on PATH.
 * @throws MissingToolError when there is none
 */
export function requireProgram(
  part: string,
  program: string,
  name: string,
  environmentVariable?: string,
): string {
  const path = findOnPath(program);
  if (path === undefined) {
    throw new MissingToolError(part, `${name} (\`${program}\` is not on PATH)`, environmentVariable);
  }
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
