#!/usr/bin/env node
// Lays the program out in a folder, with its dependencies and the plugins that are named in it, as
// nix/package.nix installs it: scripts/release/folder.js FOLDER [PLUGIN…]. No registry is asked.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { officialPlugins, stageAll, wholeProgram } from './program.js';

const [folder, ...names] = parseArgs({ allowPositionals: true }).positionals;
if (folder === undefined || existsSync(folder))
  throw new Error(`${folder ?? 'the folder'} has to be named, and not to be there`);
const official = officialPlugins();
const wanted = names.map((name) => `@nixai/plugin-${name}`);
const unknown = wanted.filter((name) => official[name] === undefined);
if (unknown.length > 0) throw new Error(`no plugins of nixai: ${unknown.join(', ')}`);
const plugins = Object.fromEntries(wanted.map((name) => [name, official[name]]));
const stages = mkdtempSync(join(tmpdir(), 'nixai-folder-'));
try {
  cpSync(wholeProgram(stages, stageAll(stages), plugins), folder, { recursive: true });
} finally {
  rmSync(stages, { recursive: true, force: true });
}
