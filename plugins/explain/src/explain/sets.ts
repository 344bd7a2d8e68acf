import type { DocsEngine, OptionSet } from '@nixai/api';

/** The command that explains options of a set. */
export function explainCommand(set: OptionSet | undefined): string {
  return set === 'home-manager' ? 'nixai explain-home-option' : 'nixai explain-option';
}

/** The mark that tells at a glance where an option belongs. */
export const setMarks: Record<OptionSet, string> = {
  nixos: '🖥️',
  'home-manager': '🏠',
  'nix-darwin': '🍎',
};

/**
 * The sources to ask for options of a set: the complete option set alone where there is one, so
 * that its order is not mixed with that of a selection; all of them otherwise.
 */
export async function optionSources(
  docs: DocsEngine,
  set: OptionSet,
): Promise<readonly string[] | undefined> {
  const catalog = await docs.catalog(set);
  return catalog === undefined ? undefined : [catalog.source];
}
