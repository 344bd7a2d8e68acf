import { quoted, setAttribute } from '@nixai/nix';
import type { CommandContext } from '@nixai/api';
import type { Deduped } from '../commands/flake/dedup.js';
import { duplicatesIn } from '../lock/facts.js';
import { nodeOf, type Lock } from '@nixai/machine/lock';
import { lockOf, readFolder } from '../read/folder.js';
import { planText } from '../read/planText.js';

/** One copy that goes, and what stands in its place. */
export interface Saving {
  readonly repository: string;
  /** The way to the copy: `home-manager/nixpkgs`. */
  readonly input: string;
  readonly follows: string;
  /** The branches of both, where they are not the same: the copy would become another. */
  readonly differs?: { readonly from: string; readonly to: string };
}

type Context = Pick<CommandContext, 'host' | 'carryOut'> & {
  readonly path: string;
  readonly write: boolean;
  readonly all: boolean;
  readonly yes: boolean;
};

/** Lets inputs follow one copy of a repository where the lock has several. */
export async function dedup({ host, carryOut, path, write, all, yes }: Context): Promise<Deduped> {
  const folder = readFolder(path);
  const { file, text } = folder;
  const found = savingsIn(lockOf(folder));
  const isWanted = ({ differs }: Saving) => all || differs === undefined;
  const wanted = found.filter(isWanted);
  // What lies below a copy that goes is gone with it.
  const savings = found.filter(
    ({ input }) => !wanted.some((other) => input.startsWith(`${other.input}/`)),
  );
  const { text: after, made } = withFollows(text, savings.filter(isWanted));
  const result = {
    file,
    savings: savings.map((one) => ({ ...one, made: made.includes(one) })),
    changed: after !== text,
  };
  if (after === text) return { ...result, written: false };
  const plan = await planText(host, file, { before: text, after }, 'flake dedup');
  const done = await carryOut(plan, { dryRun: !write, yes, question: `Write this to ${file}?` });
  return {
    ...result,
    diff: plan.actions.map(({ detail }) => detail).join('\n'),
    written: done !== undefined,
    ...(done !== undefined && { undo: done.change }),
  };
}

/** The copies that need not be, each with the one that it may follow. */
export function savingsIn(lock: Lock): readonly Saving[] {
  return duplicatesIn(lock).flatMap(({ repository, ways }) => {
    const own = ways.filter((way) => way.length === 1);
    const copies = ways.filter((way) => way.length > 1);
    // Where the flake itself has none, the first copy is the one that the others follow.
    const kept = own.length > 0 ? own : copies.slice(0, 1);
    return (own.length > 0 ? copies : copies.slice(1)).map((way): Saving => {
      const wanted = refOf(lock, way);
      const target =
        kept.find((one) => refOf(lock, one) === wanted) ??
        kept.find((one) => one.at(-1) === way.at(-1)) ??
        kept[0]!;
      const has = refOf(lock, target);
      return {
        repository,
        input: way.join('/'),
        follows: target.join('/'),
        ...(has !== wanted && { differs: { from: wanted, to: has } }),
      };
    });
  });
}

function refOf(lock: Lock, way: readonly string[]): string {
  const node = nodeOf(lock, way);
  const { ref, rev } = (node === undefined ? undefined : lock.nodes.get(node)?.original) ?? {};
  return ref ?? rev ?? 'its default branch';
}

/** @returns the text with a follows for each that could be written, and those that were. */
export function withFollows(
  text: string,
  savings: readonly Saving[],
): { readonly text: string; readonly made: readonly Saving[] } {
  const made: Saving[] = [];
  let after = text;
  for (const saving of savings) {
    const path = [
      'inputs',
      ...saving.input.split('/').flatMap((name, at) => (at === 0 ? [name] : ['inputs', name])),
      'follows',
    ];
    const result = setAttribute(after, path, quoted(saving.follows));
    if (!result.ok) continue;
    after = result.source;
    made.push(saving);
  }
  return { text: after, made };
}
