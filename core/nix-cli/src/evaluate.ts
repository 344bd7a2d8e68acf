import type { NixOptions, NixTarget } from '@nixai/api';
import { wordsOf, type Program } from './program.js';

type EvalOptions = NixOptions & { readonly apply?: string };

/** A value as JSON. */
export async function evaluate<T>(
  program: Program,
  target: NixTarget,
  { apply, ...options }: EvalOptions,
): Promise<T> {
  const words = ['eval', '--json', ...applied(apply), ...looking(target)];
  return (await program.json(words, options)) as T;
}

/** A value as Nix prints it. */
export async function printed(
  program: Program,
  target: NixTarget,
  { apply, ...options }: EvalOptions,
): Promise<string> {
  const words = ['eval', ...applied(apply), ...looking(target)];
  return (await program.text(words, options)).trimEnd();
}

const applied = (apply: string | undefined): string[] =>
  apply === undefined ? [] : ['--apply', apply];

/** What is looked at only is not changed: Nix would write a lock into the folder of a flake that has none. */
const looking = (target: NixTarget): string[] =>
  'flake' in target ? ['--no-write-lock-file', ...wordsOf(target)] : wordsOf(target);
