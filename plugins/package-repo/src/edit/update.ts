import { dirname, resolve } from 'node:path';
import { NixaiError, isNixaiError, type CommandContext } from '@nixai/api';
import { changeDerivation, readDerivation, type ChangeApproval } from './change.js';
import { refOf, versionOf } from './derivationText.js';
import { hashPlaces, putHash } from './places.js';
import { answersFor, atVersion, nameOf, type Refreshed, type RefreshedHash } from './refresh.js';

export type Updated = Refreshed & { readonly to: string };

/**
 * Brings a derivation to another version. A hash of the old one is never kept: what cannot be computed
 * from the files of the new version becomes the false hash, which no build passes by.
 * @throws NixaiError `package-version`.
 */
export async function update(
  context: Pick<CommandContext, 'host' | 'carryOut' | 'signal' | 'tasks' | 'notice'>,
  file: string,
  to: string,
  project: string | undefined,
  approval: ChangeApproval,
): Promise<Updated> {
  const before = await readDerivation(file);
  const { version, line } = versionOf(before, file);
  if (!/^\d[\w.+-]*$/.test(to))
    throw new NixaiError({
      code: 'package-version',
      what: `${to} is no version`,
      hint: 'as in --to 1.3.0',
    });
  const ref = refOf(before);
  const lines = before.split('\n');
  lines[line] = lines[line]!.replace(`"${version}"`, `"${to}"`);
  if (ref !== undefined && ref.value.includes(version))
    lines[ref.line] = lines[ref.line]!.replace(version, to);
  else if (ref !== undefined && /^"[0-9a-f]{40}"$/.test(ref.value))
    throw new NixaiError({
      code: 'package-version',
      what: `${file} fetches a commit, and no tag`,
      why: `rev = ${ref.value}`,
      hint: 'name the commit of the new version there by hand, then: nixai package-repo refresh',
    });
  let after = lines.join('\n');
  const places = hashPlaces(after);
  const hashes: RefreshedHash[] = [];
  const found = await atVersion(context, project ?? dirname(resolve(file)), to, ref?.value).catch(
    (error: unknown) => {
      if (!isNixaiError(error)) throw error;
      context.notice(`${error.what}: no hash is computed, and each is the false one.`);
      return undefined;
    },
  );
  const answers =
    found === undefined
      ? places.map((place) => ({ place, answer: unknown(to) }))
      : await answersFor(
          context,
          places,
          found.git,
          found.ref,
          project === undefined ? '' : found.git.below,
        );
  for (const { place, answer } of [...answers].sort(
    (one, other) => other.place.line - one.place.line,
  )) {
    const missing = 'missing' in answer;
    const value = missing ? falseHash(after) : answer.hash === null ? 'null' : `"${answer.hash}"`;
    hashes.unshift({
      attribute: nameOf(place),
      before: place.value,
      after: value,
      ...(missing ? answer : { from: answer.from }),
    });
    const why = missing
      ? [
          `Not computed: ${answer.missing}.`,
          ...(answer.command === '' ? [] : [`Next: ${answer.command}`]),
        ]
      : [];
    after = putHash(after, place, value, why);
  }
  const done = await changeDerivation(context, file, { before, after }, 'update', approval);
  return { file, version, to, ref: found?.ref ?? '', hashes, ...done };
}

function unknown(to: string): { readonly missing: string; readonly command: string } {
  return {
    missing: `no checkout of version ${to} is at hand`,
    command: '--project DIR; or build it, then: nixai package-repo from-log FILE < build.log',
  };
}

/** `lib.fakeHash` where the file has a `lib`. */
function falseHash(text: string): string {
  return /^[ \t]*lib\b,?|[{,]\s*lib\b/m.test(text)
    ? 'lib.fakeHash'
    : '"sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="';
}
