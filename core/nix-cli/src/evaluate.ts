import type { NixOptions, NixTarget } from '@nixai/api';
import { wordsOf, type Program } from './program.js';

type EvalOptions = NixOptions & { readonly apply?: string };

/** A value as JSON. */
export async function evaluate<T>(
  program: Program,
  target: NixTarget,
  { apply, ...options }: EvalOptions,
): Promise<T> {
  const words = ['eval', '--json', ...applied(apply), ...wordsOf(target)];
  return (await program.json(words, options)) as T;
}

/** A value as Nix prints it. */
export async function printed(
  program: Program,
  target: NixTarget,
  { apply, ...options }: EvalOptions,
): Promise<string> {
  const words = ['eval', ...applied(apply), ...wordsOf(target)];
  return (await program.text(words, options)).trimEnd();
}

const applied = (apply: string | undefined): string[] =>
  apply === undefined ? [] : ['--apply', apply];
