// The CLI as people get it: each package packed with `npm pack` and unpacked in a folder of its
// own. Third-party dependencies are linked from this checkout, so that nothing is downloaded.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Packs a package folder; returns the path of its tarball. */
export function pack(folder, into) {
  const output = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', into],
    {
      cwd: join(root, folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  return join(into, JSON.parse(output)[0].filename);
}

function unpack(tarball, into) {
  mkdirSync(into, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', into, '--strip-components=1']);
}

/** Links each entry of a node_modules folder, but for those that are there already. */
function linkModules(from, into) {
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) {
    if (name.startsWith('.') || name === '@nixai' || name === 'nixai') continue;
    const names = name.startsWith('@')
      ? readdirSync(join(from, name)).map((inner) => join(name, inner))
      : [name];
    for (const one of names) {
      mkdirSync(dirname(join(into, one)), { recursive: true });
      if (!existsSync(join(into, one))) symlinkSync(join(from, one), join(into, one));
    }
  }
}

let installed;

/**
 * The installed CLI: that of the whole run (`installedOnce.js`), or one that is packed here, where a
 * file is run by itself.
 */
export function installedCli() {
  installed ??= installedAt(process.env.NIXAI_TEST_INSTALLED ?? installCli());
  return installed;
}

/** Packs and unpacks it in a new folder, which is there for as long as this process. */
export function installCli() {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-installed-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { modules, tarballs } = installedAt(folder);
  mkdirSync(tarballs);
  for (const [source, name] of [
    ['core/api', '@nixai/api'],
    ['core/nix', '@nixai/nix'],
    ['core/options', '@nixai/options'],
    ['core/cli', 'nixai'],
  ])
    unpack(pack(source, tarballs), join(modules, name));
  linkModules(join(root, 'core/cli/node_modules'), join(modules, 'nixai/node_modules'));
  linkModules(join(root, 'node_modules'), modules);
  return folder;
}

function installedAt(folder) {
  const modules = join(folder, 'lib/node_modules');
  return {
    folder,
    modules,
    tarballs: join(folder, 'tarballs'),
    bin: join(modules, 'nixai/bin/nixai.js'),
  };
}
