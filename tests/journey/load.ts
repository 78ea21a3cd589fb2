import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { journeysFolder } from './folder';
import { Journey } from './script';

const ENDING = '.json';

/** The names of all journeys, in the order of their files. */
export function journeyNames(): string[] {
  return readdirSync(journeysFolder())
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
}

/** Reads a journey. @throws ZodError that tells what is wrong in the file */
export function loadJourney(name: string): Journey {
  return Journey.parse(JSON.parse(readFileSync(join(journeysFolder(), `${name}${ENDING}`), 'utf8')));
}

/** The content of an attachment of the journeys. */
export function readAttachment(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(journeysFolder(), 'attachments', file)));
}
