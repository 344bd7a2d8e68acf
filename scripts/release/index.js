#!/usr/bin/env node
// Packs everything for people without a registry that has it: `npm run release [-- FOLDER]`. The
// folder gets a tarball of every package, each plugin with the api that it needs; `nixai-VERSION.tgz`,
// which `npm install --global` takes alone, with the official plugins and every dependency in it;
// `manifest.json` with the hash of each; `sbom.cdx.json`, what they are made of; and `SHA256SUMS` of all,
// for `sha256sum --check`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inlined } from '../bundle/inlined.js';
import { copyDependencies, libc } from './copyDependencies.js';
import { pack, packageJson, unpack, writePackageJson } from './packing.js';

const root = join(import.meta.dirname, '../..');
// A flag is refused: there is none, and it is no folder to write to.
const [given] = parseArgs({ allowPositionals: true }).positionals;
const folder = resolve(given ?? join(root, 'release'));
const stages = mkdtempSync(join(tmpdir(), 'nixai-release-'));

/** Folders of the packages that are published, the program last. */
function published() {
  const folders = ['core', 'plugins'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
  const isOurs = (one) => packageJson(one).private !== true && packageJson(one).name !== 'nixai';
  return folders.filter(isOurs);
}

/** A package as it is published, in a folder of its own. */
function stage(source) {
  const into = join(stages, packageJson(source).name.replace('/', '+'));
  unpack(pack(source, stages), into);
  return into;
}

/**
 * Makes a package carry its dependencies, so that no registry is needed for them.
 * @param inside names of those that are in its bundle.
 */
function carry(into, source, ours, more = {}, inside = []) {
  const { dependencies = {}, ...manifest } = packageJson(into);
  const needed = Object.entries(dependencies).filter(([name]) => !inside.includes(name));
  const all = { ...Object.fromEntries(needed), ...more };
  writePackageJson(into, { ...manifest, dependencies: all, bundleDependencies: Object.keys(all) });
  copyDependencies(into, source, Object.keys(all), ours);
}

try {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packages = published();
  const ours = new Map(packages.map((source) => [packageJson(source).name, stage(source)]));
  const files = [];
  for (const source of packages) {
    const staged = ours.get(packageJson(source).name);
    if (source.includes('/plugins/')) carry(staged, source, ours);
    files.push(pack(staged, folder));
  }
  const program = join(root, 'core/cli');
  const whole = stage(program);
  const plugins = packages
    .map(packageJson)
    .filter(({ keywords }) => keywords?.includes('nixai-plugin'));
  const versions = Object.fromEntries(plugins.map(({ name, version }) => [name, version]));
  carry(whole, program, ours, versions, inlined);
  files.push(pack(whole, folder));
  const sbom = [join(root, 'scripts/supply/sbom.js'), join(folder, 'sbom.cdx.json')];
  execFileSync(process.execPath, sbom, { stdio: 'inherit' });
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifestOf(files), null, 2)}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), checksumsOf(readdirSync(folder).sort()));
  process.stderr.write(
    `${files.length} packages in ${folder}\nnpm install --global ${files.at(-1)}\n`,
  );
} finally {
  rmSync(stages, { recursive: true, force: true });
}

function checksumsOf(names) {
  const sum = (name) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return names.map((name) => `${sum(name)}  ${name}\n`).join('');
}

function manifestOf(paths) {
  return {
    // Of the one native dependency, the build for this kind of machine is inside.
    platform: [process.platform, process.arch, libc].filter(Boolean).join('-'),
    packages: paths.map((path) => {
      const bytes = readFileSync(path);
      const { name, version } = packageJson(path);
      const hash = (kind, encoding) => createHash(kind).update(bytes).digest(encoding);
      return {
        name,
        version,
        file: path.slice(folder.length + 1),
        size: bytes.length,
        sha256: hash('sha256', 'hex'),
        integrity: `sha512-${hash('sha512', 'base64')}`,
      };
    }),
  };
}
