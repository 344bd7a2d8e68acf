#!/usr/bin/env node
// Breaks the compiled program in one place at a time, and says which breaks no unit test notices:
// npm run mutate -- core/safety/src/redact [--count 100] [--seed 1]
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { mutantsOf } from './mutants.js';
import { randomFrom } from '../../test/support/random.js';

const here = import.meta.dirname;
const root = join(here, '../..');
const atOnce = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

/** The compiled files of a folder, as paths from the root. */
function compiledIn(target) {
  const [area, name, , ...inside] = relative(root, resolve(target)).split(sep);
  const path = join(area, name, 'dist', ...inside).replace(/\.ts$/, '.js');
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(path, file));
}

const isTest = (file) => file.endsWith('.test.js');

/** Runs tests with a mutant in the program: `failed`, `passed`, or `endless` for what took far too long. */
function outcomeOf(mutant, tests, deadline) {
  return new Promise((resolved) => {
    const env = { ...process.env, NIXAI_SEED: values.seed, NIXAI_MUTANT: JSON.stringify(mutant) };
    const child = spawn(
      process.execPath,
      ['--import', join(here, 'load.js'), join(here, 'runTests.js'), ...tests],
      { cwd: root, env, stdio: 'ignore', detached: true },
    );
    // What it started ends with it.
    const end = () => process.kill(-child.pid, 'SIGKILL');
    let outcome;
    const timer = setTimeout(() => {
      outcome = 'endless';
      end();
    }, deadline);
    const interrupted = () => (end(), process.exit(130));
    process.once('SIGINT', interrupted);
    child.once('exit', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      resolved(outcome ?? (code === 0 ? 'passed' : 'failed'));
    });
  });
}

const [target] = positionals;
const files = target === undefined ? [] : compiledIn(target);
const tests = files.filter(isTest);
if (tests.length === 0) {
  console.error('usage: npm run mutate -- core/NAME/src[/FOLDER] [--count N] [--seed N] [--json]');
  console.error(target === undefined ? '' : `${target} has no compiled tests`);
  process.exit(2);
}

const all = files
  .filter((file) => !isTest(file) && !file.includes(`${sep}testing${sep}`))
  .flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const url = pathToFileURL(join(root, file)).href;
    return mutantsOf(text).map((mutant) => ({
      ...mutant,
      file,
      url,
      line: text.slice(0, mutant.start).split('\n').length,
      was: text.slice(mutant.start, mutant.end),
    }));
  });
const random = randomFrom(Number(values.seed));
const chosen = all
  .map((mutant) => ({ mutant, at: random() }))
  .sort((a, b) => a.at - b.at)
  .slice(0, Number(values.count))
  .map(({ mutant }) => mutant);

const began = Date.now();
const whole = { url: pathToFileURL(root).href, start: 0, end: 0, with: '' };
if ((await outcomeOf(whole, tests, 600_000)) !== 'passed') {
  console.error(`the tests of ${target} fail as they are: npm run try -- ${target}`);
  process.exit(1);
}
const deadline = 10 * (Date.now() - began) + 30_000;

const survivors = [];
let done = 0;
let endless = 0;
const waiting = [...chosen];
const work = async () => {
  for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
    const outcome = await outcomeOf(mutant, tests, deadline);
    done += 1;
    if (outcome === 'passed') survivors.push(mutant);
    if (outcome === 'endless') endless += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${chosen.length}`);
  }
};
await Promise.all(Array.from({ length: atOnce }, work));
if (process.stderr.isTTY) process.stderr.write('\r');

const noticed = chosen.length - survivors.length;
if (values.json)
  console.log(
    JSON.stringify({ target, of: all.length, tried: chosen.length, noticed, endless, survivors }),
  );
else {
  console.log(
    `${target}: ${noticed} of ${chosen.length} noticed (${Math.round((100 * noticed) / chosen.length)} %), ${endless} of them as it came to no end; ${all.length} possible, seed ${values.seed}`,
  );
  for (const { file, line, kind, was, with: by } of survivors)
    console.log(
      `  ${file}:${line}: ${kind}: ${was.split('\n')[0].slice(0, 60)} → ${by.split('\n')[0].slice(0, 60)}`,
    );
}
