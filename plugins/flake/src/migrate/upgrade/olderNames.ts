import type { DocsEngine } from '@nixai/api';
import type { Configuration } from '../read/configuration.js';
import { assignmentsOf } from '../read/values.js';
import type { Change } from './changes.js';
import { madeFrom } from './facts.js';

/**
 * What became of a configuration's option names before the first release that the facts are about, by
 * what the docs know of each: an old name may have been taken up to now, and no longer.
 */
export async function olderNames(
  { files }: Pick<Configuration, 'files'>,
  docs: Pick<DocsEngine, 'option'>,
): Promise<readonly Change[]> {
  const names = new Set(
    files
      .filter(({ path, role }) => path !== 'flake.nix' && role !== 'home')
      .flatMap((file) => assignmentsOf(file).map(({ path }) => path.join('.'))),
  );
  const found: Change[] = [];
  for (const name of names) {
    const looked = await docs.option(name, 'nixos');
    if (looked.outcome !== 'renamed' && looked.outcome !== 'removed') continue;
    const { outcome, since } = looked;
    if (since === undefined || !/^\d/.test(since) || since >= madeFrom.first) continue;
    found.push({
      release: since,
      kind: outcome,
      names: [name],
      to: outcome === 'renamed' ? looked.to : [],
      isBlock: false,
      isSure: true,
      isNameOnly: true,
    });
  }
  return found;
}
