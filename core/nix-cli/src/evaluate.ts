import type { NixOptions, NixTarget } from '@nixai/api';
import { wordsOf, type Program } from './program.js';

/** A value as JSON. */
export async function evaluate<T>(
  program: Program,
  target: NixTarget,
  { apply, ...options }: NixOptions & { readonly apply?: string },
): Promise<T> {
  const applied = apply === undefined ? [] : ['--apply', apply];
  const words = ['eval', '--json', ...applied, ...wordsOf(target)];
  return (await program.json(words, options)) as T;
}
