import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packs a folder as npm would publish it; returns the tarball's path. */
export function pack(folder, into) {
  const argv = ['pack', '--json', '--ignore-scripts', '--pack-destination', into];
  const printed = execFileSync('npm', argv, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return join(into, JSON.parse(printed)[0].filename);
}

export function unpack(tarball, into) {
  mkdirSync(into, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', into, '--strip-components=1']);
}

/** The package.json of a folder, or of a tarball. */
export function packageJson(path) {
  return JSON.parse(
    path.endsWith('.tgz')
      ? execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' })
      : readFileSync(join(path, 'package.json'), 'utf8'),
  );
}

export function writePackageJson(folder, manifest) {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
