import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError, archives, http, processes, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { addressText, type Address } from './address.js';
import { mostBytes } from '@nixai/contributions/template-files';
import { templatesSettings } from './settings.js';

/** The files of a source that could be templates, at one revision. */
export interface FetchedSource {
  /** The full name of the commit: what is pinned. */
  readonly revision: string;
  /** Texts by path in the source: `templates/web.yaml`. */
  readonly texts: ReadonlyMap<string, string>;
}

/** So many files are looked at; more is no collection of templates. */
const mostFiles = 400;
const isWanted = (path: string): boolean => /^(?:[\w.-]+\/){0,2}[\w.-]+\.(?:ya?ml|nix)$/.test(path);

/**
 * Fetches a source through the one way to the network; nothing of it is evaluated, built or run.
 * @throws NixaiError `offline`, `source-unreachable`, `archive-refused` and those of the network.
 */
export function fetchSource(
  host: Host,
  address: Address,
  signal: AbortSignal,
): Promise<FetchedSource> {
  return address.kind === 'github'
    ? fromGithub(host, address, signal)
    : fromGit(host, address, signal);
}

async function fromGithub(
  host: Host,
  address: Address & { kind: 'github' },
  signal: AbortSignal,
): Promise<FetchedSource> {
  const { owner, repo, rev = 'HEAD' } = address;
  const { github_url: base } = await (await host.service(templatesSettings))();
  const client = await host.service(http);
  const about = `${base}/repos/${owner}/${repo}`;
  const found = await client.request(`${about}/commits/${encodeURIComponent(rev)}`, {
    headers: { accept: 'application/vnd.github.sha' },
    signal,
  });
  const revision = (await found.text()).trim();
  if (!found.ok || !/^[0-9a-f]{40}$/.test(revision))
    throw unreachable(address, `GitHub answers ${found.status} for ${rev}`);
  // What was unpacked once is the same for ever: its name is that of the commit.
  const place = cached(host, `${owner}-${repo}-${revision}`);
  if (!(await isThere(place))) {
    const packed = await client.request(`${about}/tarball/${revision}`, {
      timeout: 60_000,
      signal,
    });
    if (!packed.ok || packed.body === null)
      throw unreachable(address, `GitHub answers ${packed.status}`);
    await (await host.service(archives)).extract(packed.body, place, { manifest: 'optional' });
  }
  // GitHub puts all into one folder, named after the commit.
  const [top = ''] = await readdir(place);
  return { revision, texts: await textsIn(join(place, top)) };
}

async function textsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const paths = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .filter(isWanted)
    .sort()
    .slice(0, mostFiles);
  const texts = await Promise.all(
    paths.map(async (path) => [path, await readRegular(join(folder, path), 'utf8')] as const),
  );
  return new Map(texts.filter(([, text]) => text.length <= mostBytes));
}

/** Git without a work tree: no hook, filter or submodule of a repository comes to be run. */
async function fromGit(
  host: Host,
  address: Address & { kind: 'git' },
  signal: AbortSignal,
): Promise<FetchedSource> {
  const { url, rev = 'HEAD' } = address;
  const isHere = url.startsWith('file://');
  if (!isHere && (await host.config.get('offline')))
    throw new NixaiError({
      code: 'offline',
      what: `${addressText(address)} is on the network, and nixai is offline`,
      hint: 'without --offline; what was fetched before is there: nixai templates list',
      exitCode: ExitCode.providerUnavailable,
    });
  const runner = await host.service(processes);
  const repository = cached(host, `git-${hashOf(url).slice(0, 16)}`);
  const git = async (...words: string[]) => {
    const place = words[0] === 'init' ? [] : ['--git-dir', repository];
    const env = { GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh', GIT_CONFIG_NOSYSTEM: '1' };
    const options = { env, signal, timeout: 120_000 };
    const done = await runner.run(['git', ...place, ...words], options);
    if (done.code !== 0) throw unreachable(address, done.stderr.trim().split('\n').at(-1) ?? '');
    return done.stdout;
  };
  if (!(await isThere(repository))) await git('init', '--quiet', '--bare', repository);
  await git('fetch', '--quiet', '--depth=1', '--no-tags', '--force', '--', url, rev);
  const revision = (await git('rev-parse', 'FETCH_HEAD^{commit}')).trim();
  const listed = (await git('ls-tree', '-r', '-z', '--long', revision)).split('\0');
  const texts = new Map<string, string>();
  for (const line of listed) {
    const [, mode = '', size = '', path = ''] = /^(\d+) blob \w+ +(\d+)\t([^]*)$/.exec(line) ?? [];
    const isFile = mode === '100644' || mode === '100755';
    if (!isFile || !isWanted(path) || Number(size) > mostBytes || texts.size >= mostFiles) continue;
    texts.set(path, await git('cat-file', 'blob', `${revision}:${path}`));
  }
  return { revision, texts };
}

/** Where what was fetched is kept to be read again; it can be thrown away at any time. */
const cached = ({ paths }: Host, name: string): string => join(paths.cache, 'templates', name);

const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function unreachable(address: Address, why: string): NixaiError {
  return new NixaiError({
    code: 'source-unreachable',
    what: `${addressText(address)} cannot be fetched`,
    ...(why !== '' && { why }),
    hint: 'look at the name and the revision; a private repository: git+ssh://git@HOST/REPO',
    exitCode: ExitCode.failure,
  });
}
