import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from './manifest.js';

/** A language whose projects have one manifest and one build system. */
export function oneManifest(known: {
  readonly language: string;
  readonly title: string;
  readonly buildSystem: string;
  readonly manifest: RegExp;
  readonly score: number;
  /** Its reading, loaded when a project of it is read. */
  readonly load: () => Promise<PackageAnalyzer['analyze']>;
}): PackageAnalyzer {
  const { language, title, buildSystem, manifest, score, load } = known;
  return {
    language,
    title,
    buildSystems: [buildSystem],
    detect: async (repo) => candidatesOf(repo, manifest, buildSystem, score),
    analyze: async (project, candidate, repo) => (await load())(project, candidate, repo),
  };
}
