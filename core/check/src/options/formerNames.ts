import type { OptionLookup, OptionSet } from '@nixai/api';
import { optionPathText } from '@nixai/nix/quoting';

/** What a former name stands for. */
export interface FormerName {
  readonly found: OptionLookup;
  /** It became that after the release that the configuration is built with. */
  readonly isLater: boolean;
}

export type FormerNames = (path: readonly string[]) => FormerName | undefined;

/**
 * What became of names by the release that a configuration is built with, and what will later.
 * @param builtWith that of this machine if absent.
 */
export async function formerNames(
  set: OptionSet,
  builtWith: string | undefined,
): Promise<FormerNames> {
  const { findRename, releaseHere } = await import('@nixai/docs');
  const former = (name: string): FormerName | undefined => {
    const found = findRename(name, [set]);
    if (builtWith === undefined) return found && { found, isLater: false };
    const by = findRename(name, [set], builtWith);
    const isDated = by !== undefined && 'since' in by && by.since !== 'unknown';
    if (by !== undefined && (isDated || builtWith >= releaseHere()))
      return { found: by, isLater: false };
    return found && { found, isLater: true };
  };
  return (path) => {
    // `services.traefik.dynamicConfigOptions.http` has gone where that option went.
    for (let length = path.length; length > 1; length--) {
      const known = former(optionPathText(path.slice(0, length)));
      if (known !== undefined)
        return length === path.length ? known : below(known, path.slice(length));
    }
    return undefined;
  };
}

function below({ found, isLater }: FormerName, rest: readonly string[]): FormerName {
  if (found.outcome !== 'renamed') return { found, isLater };
  return {
    found: { ...found, to: found.to.map((one) => `${one}.${optionPathText(rest)}`) },
    isLater,
  };
}
