import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../error-code';
import type { ProcessIdentity } from './identity';
import { isAlive, ownIdentity } from './identity';

const TRY_EVERY_MS = 100;

/**
 * Runs the work while holding a lock file, so that two processes do not do it at once. The lock of a process that
 * has died is taken over.
 * @param onWait called once, when another process holds the lock
 */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!tryLock(file)) {
    if (!told) {
      told = true;
      onWait?.();
    }
    await delay(TRY_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A hard link appears whole or not at all: nobody ever reads a lock half written. */
function tryLock(file: string): boolean {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(ownIdentity()));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined && !isAlive(holder)) {
      takeAway(file, holder);
    }
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Moves the dead holder's lock aside; should somebody living have taken it meanwhile, it is put back. */
function takeAway(file: string, dead: ProcessIdentity): void {
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  const taken = readHolder(aside);
  if (taken?.pid !== dead.pid || taken.startedAt !== dead.startedAt) {
    renameSync(aside, file);
    return;
  }
  rmSync(aside, { force: true });
}
