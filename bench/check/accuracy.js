// Findings on configurations that people use: which of them are wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const bar = 0.005;
const judged = new Set(['unknown-option', 'wrong-set']);

/** Findings that were looked at one by one: `right` or `false`, repository, place, why. */
function verdicts() {
  const text = readFileSync(join(import.meta.dirname, 'verdicts.txt'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [verdict, name, option, ...why] = line.split(' ');
      return [`${name} ${option}`, { verdict, why: why.join(' ') }];
    }),
  );
}

export async function accuracy(configurations, { checker }, list) {
  const known = verdicts();
  const counts = {};
  const misses = [];
  let [files, definitions, right, open] = [0, 0, 0, 0];
  for (const { name, folder } of configurations) {
    const report = await checker.check(folder);
    files += report.files.length;
    definitions += report.definitions;
    open += report.unknownImports.length > 0 ? 1 : 0;
    for (const { rule, message, file, line } of report.findings) {
      counts[rule] = (counts[rule] ?? 0) + 1;
      const place = `${name} ${file.slice(folder.length + 1)}:${line}`;
      if (list) console.log(`${rule} ${place} ${message}`);
      if (!judged.has(rule)) continue;
      const option = /`([^`]+)`/.exec(message)?.[1];
      const verdict = known.get(`${name} ${option}`);
      if (verdict?.verdict === 'right') right++;
      else misses.push(`${place} ${option}: ${verdict?.why ?? 'not judged yet: counted as false'}`);
    }
  }
  const share = misses.length / definitions;
  const figure = new Intl.NumberFormat('en');
  console.log(`| ${configurations.length} configurations | |
| --- | ---: |
| files | ${figure.format(files)} |
| definitions of options looked at | ${figure.format(definitions)} |
| configurations with modules out of reach | ${open} |
| called unknown, or of another set | ${right + misses.length} |
| of these, rightly (bench/check/verdicts.txt) | ${right} |
| **false** | **${misses.length} (${(100 * share).toFixed(3)} %; bar < ${100 * bar} %: ${share < bar ? 'met' : 'MISSED'})** |
| left open, because a module is out of reach (a note) | ${counts['unknown-module'] ?? 0} |
| values called of the wrong type | ${counts['wrong-type'] ?? 0} |
| renamed or removed | ${(counts['renamed-option'] ?? 0) + (counts['removed-option'] ?? 0)} |
`);
  for (const miss of misses) console.log(`- ${miss}`);
}
