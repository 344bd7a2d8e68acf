import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';

/**
 * The tarball of a package in a folder of tarballs, such as `npm run release` makes; the newest one.
 * @param name a package name; anything else (a path, an address) is left as it is.
 * @throws NixaiError `plugin-spec` where the folder has none.
 */
export function inFolder(name: string, folder: string): string {
  if (/^[./~]/.test(name) || name.includes(':') || name.endsWith('.tgz')) return name;
  // npm's own way to name a tarball: `@acme/wiki` is `acme-wiki-1.2.0.tgz`.
  const stem = `${name.replace(/^@/, '').replace('/', '-')}-`;
  const versions = (existsSync(folder) ? readdirSync(folder) : [])
    .filter(
      (file) => file.startsWith(stem) && /^\d+\.\d+\.\d+.*\.tgz$/.test(file.slice(stem.length)),
    )
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const newest = versions.at(-1);
  if (newest !== undefined) return join(folder, newest);
  throw new NixaiError({
    code: 'plugin-spec',
    what: `there is no tarball of ${name} in ${folder}`,
    why: `it would be called ${stem}VERSION.tgz`,
    hint: 'npm run release   (in a checkout of nixai, makes a folder of them)',
    exitCode: ExitCode.usage,
  });
}
