import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import demonstration from './legal-persons.json';

/** An instrument as the outside system keeps it; `valueFen` is its original value in fen. */
export interface Instrument {
  id: string;
  name: string;
  model: string;
  valueFen: number;
  responsiblePerson: string;
  location: string;
  serviceStatus: string;
}

/** A legal person that manages instruments, with its one account. */
export interface LegalPerson {
  legalPersonId: string;
  name: string;
  unitCode: string;
  account: { loginName: string; contactName: string; phone: string };
  instruments: Instrument[];
}

/** The legal persons of the outside system: those of the demonstration, and those added since. */
export interface Directory {
  all(): LegalPerson[];
  find(legalPersonId: string): LegalPerson | undefined;
  ofLoginName(loginName: string): LegalPerson | undefined;
  /** Adds one, or puts it in place of the one with its id; it survives a restart. */
  put(legalPerson: LegalPerson): void;
}

/** Opens the directory in a folder, which is made when missing. */
export function openDirectory(dataDir: string): Directory {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'legal-persons.jsonl');
  const kept = existsSync(file) ? readLines(file) : [];
  const byId = new Map([...demonstration, ...kept].map((one) => [one.legalPersonId, one]));
  return {
    all: () => [...byId.values()],
    find: (legalPersonId) => byId.get(legalPersonId),
    ofLoginName: (loginName) => [...byId.values()].find(({ account }) => account.loginName === loginName),
    put(legalPerson) {
      appendFileSync(file, `${JSON.stringify(legalPerson)}\n`);
      byId.set(legalPerson.legalPersonId, legalPerson);
    },
  };
}

/** A last line without its end was cut by a crash before it was acknowledged: it does not count. */
function readLines(file: string): LegalPerson[] {
  const text = readFileSync(file, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LegalPerson);
}
