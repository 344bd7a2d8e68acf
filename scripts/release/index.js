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
import { libc } from './copyDependencies.js';
import { pack, packageJson } from './packing.js';
import { carry, officialPlugins, published, root, stageAll, wholeProgram } from './program.js';

// A flag is refused: there is none, and it is no folder to write to.
const [given] = parseArgs({ allowPositionals: true }).positionals;
const folder = resolve(given ?? join(root, 'release'));
const stages = mkdtempSync(join(tmpdir(), 'nixai-release-'));

try {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ours = stageAll(stages);
  const files = [];
  for (const source of published()) {
    const staged = ours.get(packageJson(source).name);
    if (source.includes('/plugins/')) carry(staged, source, ours);
    files.push(pack(staged, folder));
  }
  files.push(pack(wholeProgram(stages, ours, officialPlugins()), folder));
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
