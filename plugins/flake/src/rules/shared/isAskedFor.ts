import type { Node } from '@nixai/nix';

/**
 * Whether something stands in a branch of `if builtins ? currentSystem …`: how a file asks whether it is
 * evaluated with --impure, before it does what else stops a flake.
 */
export function isAskedFor(parents: readonly Node[], { start }: Node, text: string): boolean {
  return parents.some(
    (one) =>
      one.kind === 'if' &&
      start > one.condition.end &&
      /\bbuiltins\s*\?\s*currentSystem\b/.test(text.slice(one.condition.start, one.condition.end)),
  );
}
