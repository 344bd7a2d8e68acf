import type { HashAnswer, HashContext, PackageAnalyzer, PackageFacts } from '../analyzer.js';
import { byBuild } from './byBuild.js';

/**
 * The hash of what is fetched beside the source, by the language's own computation.
 * @returns undefined where nothing is fetched.
 */
export async function dependencyHash(
  facts: PackageFacts,
  analyzers: readonly PackageAnalyzer[],
  context: HashContext,
): Promise<HashAnswer | undefined> {
  if (facts.dependencyHash === undefined) return undefined;
  const analyzer = analyzers.find(({ language }) => language === facts.language);
  if (analyzer?.hash === undefined)
    return {
      missing: `only a build tells what is fetched for ${facts.dependencyHash.lock}`,
      command: byBuild,
    };
  return analyzer.hash(facts, context);
}
