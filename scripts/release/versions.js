import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageJson } from './packing.js';

const git = (folder, ...words) =>
  execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * Which versions and changelogs the commits since the last release make. lerna says it, in a clone: what
 * is here stays as it is.
 * @returns `{ since, packages }`: the tag, and of each published package its version now and then and what
 *   its changelog gets.
 */
export function plannedVersions(root) {
  const clone = mkdtempSync(join(tmpdir(), 'nixai-versions-'));
  try {
    git(root, 'clone', '--quiet', '--shared', root, clone);
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
    const folders = ['core', 'plugins'].flatMap((group) =>
      readdirSync(join(clone, group)).map((name) => join(clone, group, name)),
    );
    const before = folders.map((folder) => ({ folder, ...stateOf(folder) }));
    const words = ['version', '--conventional-commits', '--no-git-tag-version', '--no-push'];
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/lerna/dist/cli.js'), ...words, '--yes', '--ignore-scripts'],
      // Its lock is not kept: no registry is asked for it.
      { cwd: clone, env: { ...process.env, npm_config_offline: 'true' }, stdio: 'pipe' },
    );
    const packages = before
      .filter(({ isPrivate }) => !isPrivate)
      .map(({ folder, name, version, changelog }) => {
        const then = stateOf(folder);
        const lines = then.changelog.endsWith(changelog)
          ? then.changelog.slice(0, then.changelog.length - changelog.length)
          : then.changelog;
        return { name, from: version, to: then.version, entries: entriesOf(lines) };
      });
    return { since: lastTag(root), packages };
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

function stateOf(folder) {
  const { name, version, private: isPrivate = false } = packageJson(folder);
  const path = join(folder, 'CHANGELOG.md');
  return {
    name,
    version,
    isPrivate,
    changelog: existsSync(path) ? readFileSync(path, 'utf8') : '',
  };
}

/** The points of a changelog, without the addresses of their commits. */
const entriesOf = (text) =>
  [...text.matchAll(/^\* (.*)$/gm)].map(([, entry]) =>
    entry.replace(/ \(\[[0-9a-f]+\]\([^)]*\)\).*$/, ''),
  );

function lastTag(root) {
  try {
    return git(root, 'describe', '--tags', '--abbrev=0').trim();
  } catch {
    return undefined;
  }
}
