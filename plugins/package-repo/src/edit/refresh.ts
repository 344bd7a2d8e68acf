import { dirname, resolve } from 'node:path';
import { ExitCode, NixaiError, processes, type CommandContext } from '@nixai/api';
import { allAnalyzers } from '../packaging/prepare.js';
import { readGit, tagOfVersion, type GitState } from '../repo/git.js';
import { changeDerivation, readDerivation, type ChangeApproval } from './change.js';
import { hashesFor, type Answered } from './compute.js';
import { refOf, versionOf } from './derivationText.js';
import { hashPlaces, putHash, type HashPlace } from './places.js';

export interface RefreshedHash {
  /** `vendorHash`, `src.hash` */
  readonly attribute: string;
  readonly before: string;
  /** As Nix; absent where it was not computed, and so was left. */
  readonly after?: string;
  readonly from?: string;
  readonly missing?: string;
  readonly command?: string;
}

export interface Refreshed {
  readonly file: string;
  readonly version: string;
  /** What the hashes were computed from: the tag. */
  readonly ref: string;
  readonly hashes: readonly RefreshedHash[];
  readonly written: boolean;
  readonly undo?: string;
}

type Context = Pick<CommandContext, 'host' | 'carryOut' | 'signal' | 'tasks'>;

/**
 * Computes all hashes of a derivation from the files of its version, and puts in those that are
 * others. One that cannot be computed is left as it is, and told.
 * @throws NixaiError `package-hash` (exit 2), `package-version`.
 */
export async function refresh(
  context: Context,
  file: string,
  project: string | undefined,
  approval: ChangeApproval,
): Promise<Refreshed> {
  const before = await readDerivation(file);
  const { version } = versionOf(before, file);
  const places = hashPlaces(before);
  if (places.length === 0) throw withoutHashes(file);
  const folder = project ?? dirname(resolve(file));
  const { git, ref } = await atVersion(context, folder, version, refOf(before)?.value);
  const answers = await answersFor(
    context,
    places,
    git,
    ref,
    project === undefined ? '' : git.below,
  );
  let after = before;
  const hashes: RefreshedHash[] = [];
  // From the last line to the first, so that lines that go move no place.
  for (const { place, answer } of [...answers].sort(
    (one, other) => other.place.line - one.place.line,
  )) {
    const attribute = nameOf(place);
    if ('missing' in answer) {
      hashes.unshift({ attribute, before: place.value, ...answer });
      continue;
    }
    const value = answer.hash === null ? 'null' : `"${answer.hash}"`;
    hashes.unshift({ attribute, before: place.value, after: value, from: answer.from });
    if (value !== place.value) after = putHash(after, place, value);
  }
  const done = await changeDerivation(context, file, { before, after }, 'refresh', approval);
  return { file, version, ref, hashes, ...done };
}

/** The repository and its tag of a version. */
export async function atVersion(
  { host, signal }: Context,
  folder: string,
  version: string,
  like: string | undefined,
): Promise<{ git: GitState; ref: string }> {
  const run = await host.service(processes);
  const git = await readGit(run, resolve(folder), signal);
  if (git?.revision === undefined)
    throw new NixaiError({
      code: 'package-hash',
      what: `${folder} is in no repository of git`,
      hint: '--project DIR names a checkout of the project',
      exitCode: ExitCode.usage,
    });
  const written = like?.replace(/\$\{[^}]*\}|^"|"$/g, (part) =>
    part.startsWith('$') ? version : '',
  );
  const ref =
    /^[0-9a-f]{40}$/.test(written ?? '') && written === git.revision
      ? written
      : await tagOfVersion(run, git.top, version, written, signal);
  if (ref === undefined)
    throw new NixaiError({
      code: 'package-version',
      what: `${folder} has no tag of version ${version}`,
      why: 'only the files of that version have its hashes',
      hint: 'git fetch --tags there; or --project DIR names another checkout',
    });
  return { git, ref };
}

export async function answersFor(
  { host, tasks }: Context,
  places: readonly HashPlace[],
  git: GitState,
  ref: string,
  below: string,
): Promise<readonly Answered[]> {
  const run = await host.service(processes);
  const analyzers = await allAnalyzers(host);
  return tasks.run(`hashes of ${ref}`, (task) =>
    task.step('computing them', ({ signal }) =>
      hashesFor(places, git, ref, below, analyzers, run, signal),
    ),
  );
}

export function nameOf({ attribute, inside }: HashPlace): string {
  return inside === undefined ? attribute : `${inside}.${attribute}`;
}

function withoutHashes(file: string): NixaiError {
  return new NixaiError({
    code: 'package-hash',
    what: `${file} has no hash`,
    hint: 'nixai package-repo makes a derivation with its hashes',
    exitCode: ExitCode.usage,
  });
}
