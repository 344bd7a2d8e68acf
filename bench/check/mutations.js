// Mistakes put into definitions of real configurations, one at a time, and whether each is found.
import { join } from 'node:path';
import { candidatesIn } from './candidates.js';
import { mutators } from './mutators.js';

const core = join(import.meta.dirname, '../../core');
const bar = 0.95;
const findingOf = {
  typo: ['unknown-option', 'wrong-set'],
  renamed: ['renamed-option', 'removed-option'],
  'wrong type': ['wrong-type'],
  'wrong enum': ['wrong-type'],
};

/** Park and Miller's generator: the same seed gives the same mutations everywhere. */
function generator(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

export async function mutations(configurations, { checker, catalogs }, { count, seed }) {
  const { loadHandbook } = await import(`${core}/docs/dist/topics/index.js`);
  const random = generator(seed);
  const candidates = await candidatesIn(configurations, catalogs);
  const context = { random, catalogs, renames: loadHandbook().renames };
  const kinds = Object.keys(findingOf);
  const rows = {};
  const misses = [];
  for (const kind of kinds) {
    let [made, found] = [0, 0];
    for (let tries = 0; made < count / kinds.length && tries < 100_000; tries++) {
      const candidate = candidates[random(candidates.length)];
      const mutation = mutators[kind](candidate, context);
      if (mutation === undefined) continue;
      made++;
      if (await isFound(checker, candidate, mutation, findingOf[kind])) found++;
      else misses.push(`${kind}: ${candidate.place}: ${mutation.what}`);
    }
    rows[kind] = { made, found };
  }
  report(rows, misses, candidates.length, seed);
}

/** Whether something of the kind is told where the mistake is, that was not told before. */
async function isFound(checker, { path, source }, { start, end, text }, rules) {
  const mutated = source.slice(0, start) + text + source.slice(end);
  const first = source.slice(0, start).split('\n').length;
  const last = first + text.split('\n').length - 1;
  const { findings } = await checker.check({ name: path, text: mutated });
  return findings.some(
    ({ rule, file, line }) =>
      file === path && line >= first && line <= last && rules.includes(rule),
  );
}

function report(rows, misses, candidates, seed) {
  const all = Object.values(rows);
  const sum = (key) => all.reduce((total, row) => total + row[key], 0);
  const recall = sum('found') / sum('made');
  console.log(`| mistakes put into ${candidates} definitions, seed ${seed} | made | found | |
| --- | ---: | ---: | ---: |
${Object.entries(rows)
  .map(([kind, { made, found }]) => `| ${kind} | ${made} | ${found} | ${percent(found / made)} |`)
  .join('\n')}
| **all** | ${sum('made')} | ${sum('found')} | **${percent(recall)}; bar ≥ ${percent(bar)}: ${recall >= bar ? 'met' : 'MISSED'}** |
`);
  for (const miss of misses) console.log(`- ${miss}`);
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
