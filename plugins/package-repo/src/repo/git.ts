import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessRunner } from '@nixai/api';

/** Where the files of a project are published. */
export interface Origin {
  readonly host: 'github' | 'gitlab' | 'codeberg' | 'sourcehut' | 'other';
  /** `github.com` */
  readonly domain: string;
  readonly owner: string;
  readonly repo: string;
  /** For a person: `https://github.com/junegunn/fzf`. */
  readonly page: string;
  /** What git fetches, without credentials. */
  readonly url: string;
}

/** What git says of a folder, without running anything of the project's. */
export interface GitState {
  /** Absolute, of the whole repository. */
  readonly top: string;
  /** The folder that was asked about, below `top`; empty for `top`. */
  readonly below: string;
  readonly origin?: Origin;
  /** 40 digits; undefined before the first commit. */
  readonly revision?: string;
  /** `2026-08-21`, of that commit. */
  readonly date?: string;
  /** The tag that is checked out, the one that looks most like a version. */
  readonly tag?: string;
  /** The newest version tag that is an ancestor of what is checked out. */
  readonly lastTag?: string;
  /** Whether files that git knows differ from the commit. */
  readonly dirty: boolean;
  /** Folders of submodules that its build files name. */
  readonly submodules: readonly string[];
}

/** Bytes as they are in the repository, whatever a person has set for their own. */
const asTheyAre = ['core.attributesFile=/dev/null', 'core.autocrlf=false', 'core.eol=lf'];

/** git in a foreign folder: none of the programs that its settings name is run, but for its filters. */
export const carefulGit = (folder: string, ...words: readonly string[]): [string, ...string[]] => [
  'git',
  ...asTheyAre.flatMap((setting) => ['-c', setting]),
  '-C',
  folder,
  ...words,
];

/**
 * Words that take the filters of a repository's and a person's settings away: each is a program.
 * @returns undefined where a filter has a name that no such word can stand for: then nothing may be asked
 * that runs filters.
 */
export async function withoutFilters(
  run: ProcessRunner,
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const words = ['config', '--null', '--name-only', '--get-regexp', '^filter\\.'];
  const { stdout, truncated } = await run.run(carefulGit(folder, ...words), {
    signal,
    env: environment,
  });
  const names = stdout.split('\0').filter((name) => name !== '');
  // Of `-c a=b.clean=` git takes `a` for the name. Some thousands of them are nobody's.
  if (truncated || names.length > mostFilters || names.some((name) => name.includes('=')))
    return undefined;
  const programs = names.filter((name) => /\.(?:clean|smudge|process)$/.test(name));
  const required = programs.map((name) => `${name.replace(/\.\w+$/, '')}.required=false`);
  return [...programs.map((name) => `${name}=`), ...required].flatMap((one) => ['-c', one]);
}

const mostFilters = 500;

/** For each `carefulGit`. */
export const environment = { GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };

const status = ['status', '--porcelain', '--no-renames', '-uno', '--ignore-submodules=all'];

/** What git says of a folder; undefined where it is in no repository, or there is no git. */
export async function readGit(
  run: ProcessRunner,
  folder: string,
  signal: AbortSignal,
): Promise<GitState | undefined> {
  if ((await run.which('git')) === undefined) return undefined;
  const git = async (...words: string[]): Promise<string | undefined> => {
    const { code, stdout } = await run.run(carefulGit(folder, ...words), {
      signal,
      env: environment,
    });
    return code === 0 ? stdout.trim() : undefined;
  };
  const top = await git('rev-parse', '--show-toplevel');
  if (top === undefined || top === '') return undefined;
  // Its settings may say that its files lie elsewhere, as in `/`.
  if ((await stat(join(top, '.git')).catch(() => undefined)) === undefined) return undefined;
  const below = ((await git('rev-parse', '--show-prefix')) ?? '').replace(/\/$/, '');
  const revision = await git('rev-parse', '--verify', '--quiet', 'HEAD');
  const address = await git('config', '--get', 'remote.origin.url');
  const filters = await withoutFilters(run, folder, signal);
  if (filters === undefined) return undefined;
  // `git diff` would write the index, and leave its lock where it is cut off.
  const changes = await git(...filters, ...status);
  const tags = (await git('tag', '--points-at', 'HEAD')) ?? '';
  return {
    top,
    below,
    origin: address === undefined ? undefined : parseOrigin(address),
    revision,
    date: await git('show', '-s', '--format=%cs', 'HEAD'),
    tag: bestTag(tags.split('\n')),
    lastTag: await git('describe', '--tags', '--abbrev=0', '--match', '*[0-9]*'),
    dirty: revision === undefined || changes !== '',
    submodules: await neededSubmodules(git),
  };
}

const buildFiles = [
  ...[
    'CMakeLists.txt',
    '*.cmake',
    'meson.build',
    'Makefile*',
    'GNUmakefile',
    'configure.ac',
    '*.mk',
  ],
  ...[
    'Cargo.toml',
    'build.rs',
    '*/build.rs',
    'go.mod',
    'package.json',
    'setup.py',
    'pyproject.toml',
  ],
];

/** Many have submodules for tests, pages or what is made by hand: those a build does without. */
async function neededSubmodules(
  git: (...words: string[]) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const listed = await git('config', '--blob', 'HEAD:.gitmodules', '--get-regexp', '\\.path$');
  const paths = (listed ?? '').split('\n').map((line) => line.slice(line.indexOf(' ') + 1));
  const needed: string[] = [];
  for (const path of paths.filter((one) => one !== '')) {
    const found = await git('grep', '-q', '-F', '-e', path, 'HEAD', '--', ...buildFiles);
    if (found !== undefined) needed.push(path);
  }
  return needed;
}

/** The tag of a version: `v1.2.3` for `1.2.3`; one that is made like `like` where there are several. */
export async function tagOfVersion(
  run: ProcessRunner,
  folder: string,
  version: string,
  like: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { stdout } = await run.run(
    carefulGit(folder, 'tag', '--list', `*${version.replace(/[^\w.+-]/g, '?')}*`),
    {
      signal,
      env: environment,
    },
  );
  const fitting = stdout.split('\n').filter((tag) => versionOfTag(tag) === version);
  const shape = (tag: string): string => tag.replace(/\d.*$/, '');
  return (
    fitting.find((tag) => like !== undefined && shape(tag) === shape(like)) ?? bestTag(fitting)
  );
}

/**
 * Of several tags at one commit the one that is a version, and no moving name; one that is nothing but
 * a version before that of a part (`api-2.0.0`).
 */
export function bestTag(tags: readonly string[]): string | undefined {
  const versions = tags.filter((tag) => /\d/.test(tag) && versionOfTag(tag) !== undefined);
  const isPlain = (tag: string): number => Number(/^v?\d/.test(tag));
  return versions.sort(
    (one, other) => isPlain(other) - isPlain(one) || other.length - one.length,
  )[0];
}

/**
 * The version in a tag: `v1.2.3`, `jq-1.8.2` and `release_1_2` alike.
 * @returns undefined where there is none in it.
 */
export function versionOfTag(tag: string): string | undefined {
  const name = tag.split('/').at(-1) ?? tag;
  const found =
    /^(?:.*?[-_@]|[a-zA-Z]+)?v?(\d+(?:[._]\d+)*(?:[-._+]?(?:alpha|beta|rc|pre|dev|post|a|b|p)[-._]?\d*(?:\.\d+)*)?[a-z]?)$/i.exec(
      name,
    );
  return found?.[1]?.replace(/_/g, '.');
}

/** Reads what git fetches from: https, ssh and `user@host:path` alike. */
export function parseOrigin(address: string): Origin | undefined {
  const found =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(address) ??
    /^(?:[\w.-]+@)([\w.-]+):(?!\/)(.+?)(?:\.git)?\/?$/.exec(address);
  if (found === null) return undefined;
  const [, domain = '', path = ''] = found;
  const parts = path.split('/');
  const repo = parts.pop() ?? '';
  const owner = parts.join('/');
  if (!/^[\w.~-]+$/.test(repo) || !/^[\w.~/-]+$/.test(owner) || owner.startsWith('-'))
    return undefined;
  const hosts = {
    'github.com': 'github',
    'gitlab.com': 'gitlab',
    'codeberg.org': 'codeberg',
    'git.sr.ht': 'sourcehut',
  } as const;
  const host =
    hosts[domain as keyof typeof hosts] ?? (domain.startsWith('gitlab.') ? 'gitlab' : 'other');
  const page = `https://${domain}/${owner}/${repo}`;
  return { host, domain, owner, repo, page, url: host === 'sourcehut' ? page : `${page}.git` };
}
