// The tables of docs/check.md, out of the rules themselves. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { practiceThemes } from '../core/check/dist/practice/rules/index.js';

const target = join(dirname(fileURLToPath(import.meta.url)), '../docs/check.md');
const marks = ['<!-- rules -->', '<!-- /rules -->'];

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '\\<').replaceAll('*', '\\*');
const row = ({ id, severity, message, docs }) =>
  `| [\`${id}\`](${docs}) | ${severity} | ${cell(message)} |`;
const tables = practiceThemes.map(({ title, rules }) =>
  [
    `### ${title}`,
    '',
    '| rule | severity | it tells that |',
    '| - | - | - |',
    ...rules.map(row),
  ].join('\n'),
);
const themed = practiceThemes.flatMap(({ rules }) => rules);
const parameterRow = (id, [name, { describe, of, usual }]) =>
  `| \`${id}\` | \`${name}\` | ${of}s | ${cell(describe)} | ${usual.join(', ') || 'none'} |`;
const parameters = [
  '### Options of rules',
  '',
  'What `check.options` may set of them (above).',
  '',
  '| rule | option | a list of | what it lists | where nothing is set |',
  '| - | - | - | - | - |',
  ...themed.flatMap(({ id, parameters = {} }) =>
    Object.entries(parameters).map((one) => parameterRow(id, one)),
  ),
].join('\n');

const before = readFileSync(target, 'utf8');
const [head, tail] = [before.split(marks[0])[0], before.split(marks[1])[1]];
const options = await resolveConfig(target);
const written = await format(
  [head, marks[0], '\n\n', [...tables, parameters].join('\n\n'), '\n\n', marks[1], tail].join(''),
  {
    ...options,
    parser: 'markdown',
  },
);
if (!process.argv.includes('--check')) writeFileSync(target, written);
else if (before !== written) {
  process.stderr.write('docs/check.md is out of date: npm run docs:check\n');
  process.exitCode = 1;
}
