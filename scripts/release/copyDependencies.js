import { cpSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageJson, writePackageJson } from './packing.js';

/** The C library of this machine, where programs are linked to one; undefined elsewhere. */
export const libc =
  process.platform === 'linux'
    ? process.report.getReport().header.glibcVersionRuntime === undefined
      ? 'musl'
      : 'glibc'
    : undefined;

/**
 * Copies what a package needs at run time, and what that needs, into its `node_modules`: the
 * versions that are installed here, which `npm ci` has held against the lock file.
 * @param into the package's staged folder.
 * @param source its folder in this checkout.
 * @param ours staged folders of our own packages, by name: as they are published, not as they are here.
 */
export function copyDependencies(into, source, names, ours) {
  /** The version that lies at each place. */
  const placed = new Map();
  // Breadth first: what the package itself asks for is at the top, where nothing shadows it.
  const wanted = names.map((name) => ({ name, from: source, place: into }));
  for (const { name, from, place } of wanted) {
    const found = ours.get(name) ?? installed(name, from);
    // An optional one for another kind of machine.
    if (found === undefined) continue;
    const {
      version,
      dependencies = {},
      optionalDependencies = {},
      bundleDependencies = [],
    } = packageJson(found);
    const near = above(place, into)
      .map((folder) => join(folder, 'node_modules', name))
      .find((path) => placed.has(path));
    if (placed.get(near) === version) continue;
    const target = join(near === undefined ? into : place, 'node_modules', name);
    placed.set(target, version);
    copyPackage(found, target, bundleDependencies.length > 0);
    const here = Object.keys(optionalDependencies).filter(
      (one) => fitsHere(one) && installed(one, found),
    );
    keepOptional(target, here);
    for (const one of new Set([...Object.keys(dependencies), ...here]))
      if (!bundleDependencies.includes(one)) wanted.push({ name: one, from: found, place: target });
  }
}

/** Of a build for each C library npm installs both; one of them is ten megabytes that never run. */
const fitsHere = (name) =>
  libc === undefined || !name.endsWith(libc === 'glibc' ? '-musl' : '-gnu');

/** A folder and those above it, up to the top. */
function above(folder, top) {
  return folder === top ? [top] : [folder, ...above(dirname(folder), top)];
}

/** @param whole with the dependencies in it, where it carries its own. */
function copyPackage(from, into, whole) {
  const inner = join(from, 'node_modules');
  const filter = (path) => whole || path !== inner;
  cpSync(from, into, { recursive: true, dereference: true, filter });
}

/** Only those that are here: for one that is not, npm would ask a registry at each installation. */
function keepOptional(target, here) {
  const { optionalDependencies, ...manifest } = packageJson(target);
  if (optionalDependencies === undefined) return;
  const kept = Object.entries(optionalDependencies).filter(([name]) => here.includes(name));
  writePackageJson(target, { ...manifest, optionalDependencies: Object.fromEntries(kept) });
}

/** The folder that Node would find for a package asked for in another's. */
function installed(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(join(path, 'package.json'))) return path;
    if (folder === dirname(folder)) return undefined;
  }
}
