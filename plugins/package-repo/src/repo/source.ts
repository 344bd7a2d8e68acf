import { relative, resolve } from 'node:path';
import { call, escaped, expression, interpolated, set, text, type NixValue } from '../nix/value.js';
import { versionOfTag, type GitState } from './git.js';

/** Where a derivation takes its source from. */
export interface SourcePlan {
  readonly fetched: boolean;
  /** By a tag that has the version in it. */
  readonly tagged: boolean;
  readonly formals: readonly string[];
  /** The folder that was analysed, below what is fetched. */
  readonly below: string;
  value(hash: NixValue): NixValue;
  /** A path to a file of it, where it is not fetched: `./Cargo.lock`. */
  path(file: string): string;
  /** An address as Nix: the file of changes where it is known, or the release. */
  changelog?(file: string | undefined): string;
  /** In words, for a person. */
  readonly about: string;
}

const fetchers = {
  github: 'fetchFromGitHub',
  gitlab: 'fetchFromGitLab',
  codeberg: 'fetchFromCodeberg',
  sourcehut: 'fetchFromSourcehut',
  other: 'fetchgit',
} as const;

/**
 * From the remote by its tag or commit, where what is checked out is that and nothing else; from the
 * folder itself otherwise.
 * @param at the folder in which the derivation is going to stand; the project's own where absent.
 */
export function planSource(
  folder: string,
  git: GitState | undefined,
  version: string,
  at?: string,
): SourcePlan {
  const { origin, revision } = git ?? {};
  if (git === undefined || origin === undefined || revision === undefined || git.dirty)
    return localSource(folder, git, at);
  const number = git.tag === undefined ? undefined : versionOfTag(git.tag);
  const tagged = git.tag !== undefined && number === version && git.tag.split(number).length === 2;
  const ref = tagged ? git.tag.split(number).map(escaped).join('${finalAttrs.version}') : undefined;
  const which: readonly (readonly [string, NixValue])[] =
    git.tag !== undefined
      ? [
          [
            'tag',
            ref === undefined
              ? text(git.tag)
              : ref === '${finalAttrs.version}'
                ? expression('finalAttrs.version')
                : interpolated(ref),
          ],
        ]
      : [['rev', text(revision)]];
  const place: readonly (readonly [string, NixValue])[] =
    origin.host === 'other'
      ? [['url', text(origin.url)]]
      : [
          ...(origin.host === 'gitlab' && origin.domain !== 'gitlab.com'
            ? [['domain', text(origin.domain)] as const]
            : []),
          ['owner', text(origin.owner)],
          ['repo', text(origin.repo)],
        ];
  const submodules: readonly (readonly [string, NixValue])[] =
    git.submodules.length > 0 ? [['fetchSubmodules', expression('true')]] : [];
  const wordOfTag = git.tag === undefined ? undefined : '${finalAttrs.src.tag}';
  return {
    fetched: true,
    tagged,
    formals: [fetchers[origin.host]],
    below: git.below,
    value: (hash) =>
      call(fetchers[origin.host], set([...place, ...which, ...submodules, ['hash', hash]])),
    path: (file) => pathInNix(`./${file}`),
    ...(wordOfTag !== undefined &&
      (origin.host === 'github' || origin.host === 'codeberg') && {
        changelog: (file?: string) =>
          file === undefined || origin.host === 'codeberg'
            ? `${origin.page}/releases/tag/${wordOfTag}`
            : `${origin.page}/blob/${wordOfTag}/${file}`,
      }),
    about:
      git.tag === undefined
        ? `commit ${revision.slice(0, 12)} of ${origin.page}`
        : `tag ${git.tag} of ${origin.page}`,
  };
}

function localSource(
  folder: string,
  git: GitState | undefined,
  at: string | undefined,
): SourcePlan {
  const steps = relative(resolve(at ?? folder), folder);
  const root = steps.startsWith('.') ? steps : steps === '' ? '.' : `./${steps}`;
  const path = pathInNix(root);
  const tracked = git !== undefined && git.below === '' && git.revision !== undefined;
  return {
    fetched: false,
    tagged: false,
    formals: [],
    below: '',
    value: () =>
      tracked
        ? call(
            'lib.fileset.toSource',
            set([
              ['root', expression(path)],
              ['fileset', expression(`lib.fileset.gitTracked ${path}`)],
            ]),
          )
        : expression(path),
    path: (file) => pathInNix(`${root}/${file}`),
    about:
      git?.dirty === true
        ? 'the folder itself: its files differ from the commit'
        : git?.revision !== undefined
          ? 'the folder itself: no remote is known'
          : 'the folder itself',
  };
}

/**
 * A way to a folder as Nix. A path of Nix has a slash in it and few letters; any other one is a string
 * that is added to one that has.
 */
function pathInNix(way: string): string {
  if (!/^[\w./+-]+$/.test(way)) return `./. + ${JSON.stringify(`/${way}`)}`;
  return /(?:^|\/)\.{1,2}$/.test(way) ? `${way}/.` : way;
}
