import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libc } from './copyDependencies.js';
import { pack, packageJson } from './packing.js';
import { carry, officialPlugins, published, root, stageAll, wholeProgram } from './program.js';

/** What the signature of a release is for, so that it is good for nothing else. */
const namespace = 'nixai-release';

/**
 * Puts all that a release has into a folder, out of what is built.
 * @param privateKey text of an OpenSSH key, ed25519; unsigned without.
 * @returns the path of the whole program's tarball.
 */
export async function makeRelease(folder, privateKey) {
  mkdirSync(folder, { recursive: true });
  const packed = packAll(folder);
  const sbom = [join(root, 'scripts/supply/sbom.js'), join(folder, 'sbom.cdx.json')];
  execFileSync(process.execPath, sbom, { stdio: ['ignore', 2, 2] });
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifestOf(packed), null, 2)}\n`);
  const sums = checksumsOf(folder);
  writeFileSync(join(folder, 'SHA256SUMS'), sums);
  if (privateKey !== undefined) {
    const { createSigner } = await import('../../core/safety/dist/index.js');
    const signature = (await createSigner()).sign(Buffer.from(sums), privateKey, namespace);
    writeFileSync(join(folder, 'SHA256SUMS.sig'), signature);
  }
  return packed.at(-1);
}

/** Packs all of them, the whole program last. @returns the tarballs. */
function packAll(folder) {
  const stages = mkdtempSync(join(tmpdir(), 'nixai-release-'));
  try {
    const ours = stageAll(stages);
    const files = published().map((source) => {
      const staged = ours.get(packageJson(source).name);
      if (source.includes('/plugins/')) carry(staged, source, ours);
      return pack(staged, folder);
    });
    return [...files, pack(wholeProgram(stages, ours, officialPlugins()), folder)];
  } finally {
    rmSync(stages, { recursive: true, force: true });
  }
}

function checksumsOf(folder) {
  const sum = (name) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  const names = readdirSync(folder).sort();
  return names.map((name) => `${sum(name)}  ${name}\n`).join('');
}

/** Which options are known, and of when: the table of its package. */
export function factsOfOptions() {
  const table = readFileSync(join(root, 'core/options/README.md'), 'utf8');
  const rows = [...table.matchAll(/^\| (\S[^|]*?) +\| +([\d,]+) +\| ([^|]*?) +\|$/gm)];
  return rows.map(([, set, options, from]) => `${set}: ${options} options; ${from}`);
}

function manifestOf(paths) {
  return {
    // Of the one native dependency, the build for this kind of machine is inside.
    platform: [process.platform, process.arch, libc].filter(Boolean).join('-'),
    options: factsOfOptions(),
    packages: paths.map((path) => {
      const bytes = readFileSync(path);
      const { name, version } = packageJson(path);
      const hash = (kind, encoding) => createHash(kind).update(bytes).digest(encoding);
      return {
        name,
        version,
        file: path.slice(path.lastIndexOf('/') + 1),
        size: bytes.length,
        sha256: hash('sha256', 'hex'),
        integrity: `sha512-${hash('sha512', 'base64')}`,
      };
    }),
  };
}
