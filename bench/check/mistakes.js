// Ordinary mistakes of a person, put into files of real configurations, one at a time: whether each is
// told, at its line, and with what mends it. The whole configuration is checked each time, as it is.
import { spawnSync } from 'node:child_process';
import { candidatesIn } from './candidates.js';
import { kinds } from './mistakeKinds.js';

const bars = { told: 0.97, line: 0.95, fix: 0.9, brace: 0.85 };

/** Numbers below a bound, the same for the same seed. */
function generator(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

export async function mistakes(configurations, { catalogs, examine }, { each, seed, list }) {
  const random = generator(seed);
  const candidates = await candidatesIn(configurations, catalogs);
  const clean = new Map();
  const rows = {};
  const misses = [];
  for (const [kind, make] of Object.entries(kinds)) {
    const row = (rows[kind] = { made: 0, told: 0, line: 0, fixable: 0, fix: 0 });
    for (let tries = 0; row.made < each && tries < 20_000; tries++) {
      const candidate = candidates[random(candidates.length)];
      const mistake = make(candidate, { random, catalogs });
      if (mistake === undefined) continue;
      const text = edited(candidate.source, mistake);
      if (mistake.isSyntax === true && parses(text)) continue;
      const folder = configurations.find(({ name }) =>
        candidate.place.startsWith(`${name} `),
      ).folder;
      if (!clean.has(folder)) clean.set(folder, keys((await examine(folder)).report.findings));
      // A file that nothing reads has no mistakes in it, and one that has some already tells nothing.
      const { report } = await examine(folder, new Map([[candidate.path, text]]));
      if (!report.files.includes(candidate.path)) continue;
      const before = clean.get(folder);
      const fresh = report.findings.filter((one) => !before.has(keyOf(one)));
      judge(row, { kind, candidate, mistake, text, fresh }, misses);
    }
  }
  print(rows, misses, list, seed);
}

const keyOf = ({ file, rule, message }) => `${file} ${rule} ${message}`;
const keys = (findings) => new Set(findings.map(keyOf));
const edited = (source, { start, end, text }) => source.slice(0, start) + text + source.slice(end);

/** Nix itself says whether it is a mistake. */
function parses(text) {
  const argv = ['--parse', '-'];
  return (
    spawnSync('nix-instantiate', argv, { input: text, stdio: ['pipe', 'ignore', 'ignore'] })
      .status === 0
  );
}

function judge(row, { kind, candidate, mistake, text, fresh }, misses) {
  const line = candidate.source.slice(0, mistake.start).split('\n').length;
  const near = mistake.within ?? 0;
  const here = fresh.filter(({ file }) => file === candidate.path);
  row.made++;
  const isAt = (one) =>
    one.line >= line - near && one.endLine <= line + near + linesIn(mistake.text);
  const told = here.length > 0;
  const right = here.find(isAt);
  if (told) row.told++;
  if (right !== undefined) row.line++;
  if (mistake.fix !== undefined) {
    row.fixable++;
    const words = `${right?.hint ?? ''} ${right?.message ?? ''}`;
    if (words.includes(mistake.fix)) row.fix++;
    else if (right !== undefined)
      misses.push(`${kind}: no fix ${mistake.fix}: ${candidate.place}:${line}: ${words}`);
  }
  if (!told) misses.push(`${kind}: not told: ${candidate.place}:${line}: ${excerpt(text, line)}`);
  else if (right === undefined)
    misses.push(
      `${kind}: at ${here.map((one) => `${one.line} ${one.rule}`).join(', ')}: ${candidate.place}:${line}: ${excerpt(text, line)}`,
    );
}

const linesIn = (text) => text.split('\n').length - 1;
const excerpt = (text, line) => text.split('\n')[line - 1].trim().slice(0, 120);

function print(rows, misses, list, seed) {
  const sum = (key, of = Object.values(rows)) => of.reduce((total, row) => total + row[key], 0);
  const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)} %`);
  const line = (name, row) =>
    `| ${name} | ${row.made} | ${percent(row.told, row.made)} | ${percent(row.line, row.made)} | ${percent(row.fix, row.fixable)} |`;
  console.log(
    `| mistakes put into real files, seed ${seed} | made | told | right line | right fix |\n| --- | ---: | ---: | ---: | ---: |`,
  );
  for (const [kind, row] of Object.entries(rows)) console.log(line(kind, row));
  const braces = Object.entries(rows)
    .filter(([kind]) => /^a missing [}\])]/.test(kind))
    .map(([, row]) => row);
  const verdict = (part, whole, bar) =>
    `${((100 * part) / whole).toFixed(1)} % (bar ≥ ${100 * bar} %: ${part / whole >= bar ? 'met' : 'MISSED'})`;
  console.log(`| **all** | ${sum('made')} | **${verdict(sum('told'), sum('made'), bars.told)}** | **${verdict(sum('line'), sum('made'), bars.line)}** | **${verdict(sum('fix'), sum('fixable'), bars.fix)}** |
| missing closers, within two lines | ${sum('made', braces)} | | ${verdict(sum('line', braces), sum('made', braces), bars.brace)} | |
`);
  if (list) for (const miss of misses) console.log(`- ${miss}`);
}
