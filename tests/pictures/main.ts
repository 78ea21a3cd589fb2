import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { livesPage } from '@kequan/contracts';

/** Makes the pictures of docs/reference anew from the tables of contracts: `npm run pictures`. */
const page = join('docs', 'reference', 'lives.md');
writeFileSync(page, livesPage());
process.stdout.write(`${page}\n`);
