// One of many writers: reads a number, adds one and writes it, under a lock. Arguments: FOLDER ROUNDS.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileService } from '../files/fileService.js';
import { createRedactor } from '../redact/redactor.js';

const [folder = '.', rounds = '0'] = process.argv.slice(2);
const own = join(folder, 'own');
const paths = { config: own, data: own, cache: own, state: own, runtime: own };
const files = createFileService({ paths }, createRedactor());
for (let round = 0; round < Number(rounds); round++) {
  const lock = await files.lock(join(folder, 'lock'), 60_000);
  const count = Number(readFileSync(join(folder, 'count'), 'utf8'));
  await files.write(join(folder, 'count'), String(count + 1));
  await lock.release();
}
