#!/usr/bin/env node
// Writes the manual pages of the program and of every family of its commands: man-pages.js
// FOLDER [PROGRAM]. Whoever packages nixai names the program that is packaged: `nixai help --man` makes them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const own = join(import.meta.dirname, '../core/cli/bin/nixai.js');
const [, , given, program = own] = process.argv;
if (given === undefined) throw new Error('which folder? man-pages.js FOLDER [PROGRAM]');
const folder = resolve(given);

const help = (...words) =>
  execFileSync(process.execPath, [program, 'help', ...words], { encoding: 'utf8' });

const { commands } = JSON.parse(help('--json'));
const families = new Set(commands.map(({ name }) => name.split(' ')[0]));
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'nixai.1'), help('--man'));
for (const family of families)
  writeFileSync(join(folder, `nixai-${family}.1`), help(family, '--man'));
