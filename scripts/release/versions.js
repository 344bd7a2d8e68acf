import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageJson } from './packing.js';

const git = (folder, ...words) =>
  execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * Which versions and changelogs the commits since the last release make. lerna says it, in a clone: what
 * is here stays as it is. Without a tag it would take what stands for released, and make 2.0.0 of a 1.0.0 that
 * nobody has: then the versions that stand are those of the first release.
 * @returns `{ since, packages }`: the tag, if there is one, and of each published package its version now and
 *   then and what its changelog gets.
 */
export function plannedVersions(root) {
  const since = lastTag(root);
  return { since, packages: since === undefined ? standingVersions(root) : raisedVersions(root) };
}

const standingVersions = (root) =>
  publishedOf(root).map(({ name, version }) => ({ name, from: version, to: version, entries: [] }));

function raisedVersions(root) {
  const clone = mkdtempSync(join(tmpdir(), 'nixai-versions-'));
  try {
    git(root, 'clone', '--quiet', '--shared', root, clone);
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
    const before = publishedOf(clone);
    const words = ['version', '--conventional-commits', '--no-git-tag-version', '--no-push'];
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/lerna/dist/cli.js'), ...words, '--yes', '--ignore-scripts'],
      // Its lock is not kept: no registry is asked for it.
      { cwd: clone, env: { ...process.env, npm_config_offline: 'true' }, stdio: 'pipe' },
    );
    return before.map(({ folder, name, version, changelog }) => {
      const then = stateOf(folder);
      const lines = then.changelog.endsWith(changelog)
        ? then.changelog.slice(0, then.changelog.length - changelog.length)
        : then.changelog;
      return { name, from: version, to: then.version, entries: entriesOf(lines) };
    });
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

/** The packages that a registry gets, each with its folder. */
const publishedOf = (root) =>
  ['core', 'plugins']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
    .map((folder) => ({ folder, ...stateOf(folder) }))
    .filter(({ isPrivate }) => !isPrivate);

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
