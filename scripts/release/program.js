import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inlined } from '../bundle/inlined.js';
import { copyDependencies } from './copyDependencies.js';
import { pack, packageJson, unpack, writePackageJson } from './packing.js';

export const root = join(import.meta.dirname, '../..');

const programFolder = join(root, 'core/cli');

/** Folders of the packages that are published beside the program. */
export function published() {
  const folders = ['core', 'plugins'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
  const isOurs = (one) => packageJson(one).private !== true && packageJson(one).name !== 'nixai';
  return folders.filter(isOurs);
}

/** Each package as it is published, in a folder of its own below `stages`; by name. */
export function stageAll(stages) {
  return new Map(published().map((source) => [packageJson(source).name, stage(source, stages)]));
}

function stage(source, stages) {
  const into = join(stages, packageJson(source).name.replace('/', '+'));
  unpack(pack(source, stages), into);
  return into;
}

/**
 * Makes a package carry its dependencies, so that no registry is needed for them.
 * @param inside names of those that are in its bundle.
 */
export function carry(into, source, ours, more = {}, inside = []) {
  const { dependencies = {}, ...manifest } = packageJson(into);
  const needed = Object.entries(dependencies).filter(([name]) => !inside.includes(name));
  const all = { ...Object.fromEntries(needed), ...more };
  writePackageJson(into, { ...manifest, dependencies: all, bundleDependencies: Object.keys(all) });
  copyDependencies(into, source, Object.keys(all), ours);
}

/** Names and versions of the official plugins. */
export function officialPlugins() {
  const plugins = published()
    .map((source) => packageJson(source))
    .filter(({ keywords }) => keywords?.includes('nixai-plugin'));
  return Object.fromEntries(plugins.map(({ name, version }) => [name, version]));
}

/**
 * The program with plugins and every dependency in it, in one folder below `stages`.
 * @param ours see `stageAll`; @param plugins names and versions.
 * @returns the folder.
 */
export function wholeProgram(stages, ours, plugins) {
  const whole = stage(programFolder, stages);
  carry(whole, programFolder, ours, plugins, inlined);
  addManualPages(whole);
  return whole;
}

/** Manual pages of the commands that it has; npm puts those that `man` names where `man` looks. */
function addManualPages(whole) {
  const pages = join(whole, 'man');
  const words = [join(root, 'scripts/man-pages.js'), pages, join(whole, 'bin/nixai.js')];
  // Nobody's settings and plugins: of a person who has none.
  const env = { PATH: process.env.PATH, HOME: join(whole, '..'), NIXAI_AS_ROOT: 'true' };
  execFileSync(process.execPath, words, { env });
  const { files, ...manifest } = packageJson(whole);
  const man = readdirSync(pages).map((name) => `./man/${name}`);
  writePackageJson(whole, { ...manifest, files: [...files, 'man'], man });
}
