#!/usr/bin/env node
// Prints what nixai and its official plugins are made of, as CycloneDX (https://cyclonedx.org):
// `npm run sbom [-- FILE]`. npm makes it of the lock. What only development needs is taken out here:
// npm's own `--omit=dev` (11.21) leaves out much of what is shipped, oclif among it. npm names
// workspaces by their folders, which say nothing to a reader.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * Needed to build, and in a bundle all the same: oclif's plugin manager
 * (docs/decisions/0005-plugin-plugins.md), and the libraries that our plugins carry.
 */
function bundled() {
  const plugins = readdirSync(join(root, 'plugins')).map((name) =>
    JSON.parse(readFileSync(join(root, 'plugins', name, 'package.json'), 'utf8')),
  );
  const carried = plugins.flatMap(({ devDependencies = {} }) => Object.keys(devDependencies));
  return ['@oclif/plugin-plugins', ...carried.filter((name) => !/^@(?:nixai|types)\//.test(name))];
}

/** A package and what it needs, as far as the lock has it at its top. */
function withNeeds(names, packages, seen = new Set()) {
  for (const name of names) {
    const path = `node_modules/${name}`;
    if (seen.has(path) || packages[path] === undefined) continue;
    seen.add(path);
    withNeeds(Object.keys(packages[path].dependencies ?? {}), packages, seen);
  }
  return seen;
}

/** What is installed with nixai, as npm writes it in a purl. */
function shipped() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const inside = withNeeds(bundled(), packages);
  const named = Object.entries(packages)
    .filter(([path, one]) => path !== '' && !one.link)
    .filter(([path, one]) => (!one.dev && !one.devOptional) || inside.has(path))
    .map(([path, { name, version }]) => [name ?? path.replace(/^.*node_modules\//, ''), version]);
  return new Set(named.map(([name, version]) => `pkg:npm/${name.replace('@', '%40')}@${version}`));
}

function sbom() {
  const argv = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 };
  const bill = JSON.parse(execFileSync('npm', argv, options));
  const ours = shipped();
  const components = bill.components
    .filter(({ purl }) => ours.has(purl))
    .map((one) => ({ ...one, ...called(one.purl) }));
  const component = { ...bill.metadata.component, ...called(bill.metadata.component.purl) };
  const refs = new Set([component, ...components].map((one) => one['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  return { ...bill, metadata: { ...bill.metadata, component }, components, dependencies };
}

/** `pkg:npm/%40acme/wiki@1.0.0` is `wiki` of `@acme`. */
function called(purl) {
  const [, group, name] = /^pkg:npm\/(?:(%40[^/]+)\/)?([^@/]+)@/.exec(purl);
  return { ...(group === undefined ? {} : { group: decodeURIComponent(group) }), name };
}

const text = `${JSON.stringify(sbom(), null, 2)}\n`;
const [, , file] = process.argv;
if (file === undefined) process.stdout.write(text);
else writeFileSync(file, text);
