import type { DiagnosisFix } from '@nixai/api';
import { advice } from '../../shared/fix.js';

/** What a package brings of its own in another form, so that the other one is not wanted beside it. */
const brought: readonly (readonly [whole: RegExp, part: RegExp, why: string])[] = [
  [
    /^(?:gcc|clang|cc)(?:-|$)/,
    /^(?:binutils|bintools)(?:-|$)/,
    'the compiler brings its own, which finds the libraries of Nix',
  ],
  [/^nodejs(?:-|$)/, /^(?:node_)?npm$/, 'Node has it'],
  [/^python3?(?:-|$)/, /^pip(?:-|$)/, 'Python has it (in a virtual environment)'],
];

/** The one of the two that is to be taken out, where it is known. */
export function needless(first: string, second: string): DiagnosisFix | undefined {
  for (const [whole, part, why] of brought) {
    const out = [first, second].find((name) => part.test(name));
    const stays = [first, second].find((name) => whole.test(name));
    if (out !== undefined && stays !== undefined)
      return advice(
        `Take ${out} out of the list of packages: with ${stays} it is not needed, ${why}.`,
      );
  }
  return undefined;
}
