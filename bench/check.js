// How right `nixai check` is on real configurations: options wrongly called unknown, and mistakes
// that are put in and found; and how fast. NIXAI_CONFIGS is a folder with one folder a repository
// of check/configurations.txt (`owner+name`, at the commit that stands there).
//   npm run bench -- check [--all] [--list] [--accuracy|--mistakes|--mutations|--speed] [--seed=N] [--rounds=N] [--before=FOLDER]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataFiles, openChecker } from './check/optionSets.js';
import { accuracy } from './check/accuracy.js';
import { mistakes } from './check/mistakes.js';
import { mutations } from './check/mutations.js';
import { speed } from './check/speed.js';

export default async function check(argv) {
  const configurations = findConfigurations(argv.includes('--all'));
  const only = ['accuracy', 'mistakes', 'mutations', 'speed'].find((part) =>
    argv.includes(`--${part}`),
  );
  const wants = (part) => only === undefined || only === part;
  const number = (name, fallback) =>
    Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
  const opened = await openChecker();
  try {
    if (wants('accuracy')) await accuracy(configurations, opened, argv.includes('--list'));
    if (wants('mistakes')) {
      const list = argv.includes('--list');
      await mistakes(configurations, opened, { each: 15, seed: number('seed', 7), list });
    }
    if (wants('mutations'))
      await mutations(configurations, opened, { count: 1000, seed: number('seed', 7) });
  } finally {
    opened.close();
  }
  const before = argv.find((word) => word.startsWith('--before='))?.slice('--before='.length);
  if (wants('speed')) speed(configurations, number('rounds', 5), before);
}

/** @param isAll every folder there, and not those alone that the list has. */
function findConfigurations(isAll) {
  const folder = process.env.NIXAI_CONFIGS;
  const list = readFileSync(join(import.meta.dirname, 'check/configurations.txt'), 'utf8');
  const all = isAll && folder !== undefined ? readdirSync(folder) : list.trim().split('\n');
  const found = all
    .map((line) => line.split(' ')[0])
    .map((name) => ({ name, folder: join(folder ?? '', name.replace('/', '+')) }))
    .filter((one) => folder !== undefined && existsSync(one.folder));
  const missing = found.length === 0 ? 'NIXAI_CONFIGS holds no configuration' : undefined;
  const absent = Object.values(dataFiles).find((file) => !existsSync(file));
  const why = missing ?? (absent && `no option set: ${absent} is not there; set NIXAI_SHARED`);
  if (why !== undefined) {
    console.error(`${why}: nothing is measured`);
    process.exit(2);
  }
  if (found.length < all.length) console.log(`Only ${found.length} of ${all.length} are there.\n`);
  return found;
}
