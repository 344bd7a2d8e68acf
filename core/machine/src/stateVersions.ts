import { assignmentsIn, emptyScope, literalOf, seeThrough, type Expression } from '@nixai/nix';

/** The values of `system.stateVersion` that a file writes down. */
export function stateVersionsIn(root: Expression): string[] {
  return assignmentsIn(root)
    .filter(({ path }) => path.join('.') === 'system.stateVersion')
    .flatMap(({ by }) => seeThrough(by.value, emptyScope))
    .flatMap(({ value }) => {
      const literal = literalOf(value);
      const text = literal?.type === 'string' ? literal.value : undefined;
      return text !== undefined && /^\d\d\.\d\d$/.test(text) ? [text] : [];
    });
}
