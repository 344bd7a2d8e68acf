#!/usr/bin/env node
// Prints what nixai and its official plugins are made of, as CycloneDX (https://cyclonedx.org):
// `npm run sbom [-- FILE]`. npm makes it of the lock. What only development needs is taken out here:
// npm's own `--omit=dev` (11.21) leaves out much of what is shipped, oclif among it. npm names
// workspaces by their folders, which say nothing to a reader.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Needed to build, and in the bundle all the same (docs/decisions/0005-plugin-plugins.md). */
const bundled = '@oclif/plugin-plugins';

/** What is installed with nixai, as npm writes it in a purl. */
function shipped() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { dependencies } = packages[`node_modules/${bundled}`];
  const inside = [bundled, ...Object.keys(dependencies)].map((name) => `node_modules/${name}`);
  const named = Object.entries(packages)
    .filter(([path, one]) => path !== '' && !one.link)
    .filter(([path, one]) => (!one.dev && !one.devOptional) || inside.includes(path))
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
