import type { PackageAnalyzer } from '../../analyzer.js';
import type { RepoView } from '../../repo/view.js';
import { folderOf } from '../shared/folders.js';

/** Sources beside the project's own: a module that has no others is for its tests. */
const aside =
  /(?:^|\/)(?:\w+-)?(?:tests?|testing|e2e|contrib|examples?|benchmarks?|fuzz)\/|_test\.go$/i;

function hasPrograms(repo: RepoView, folder: string): boolean {
  const own = repo.below(folder).files;
  return (
    !own.some((file) => /^(?:configure\.ac|CMakeLists\.txt|meson\.build)$/.test(file)) ||
    own.some((file) => file.endsWith('.go') && !aside.test(file))
  );
}

export const go: PackageAnalyzer = {
  language: 'go',
  title: 'Go',
  buildSystems: ['go'],
  detect: async (repo) =>
    repo.files
      .filter((file) => /(?:^|\/)go\.mod$/.test(file))
      .map((file) => ({
        folder: folderOf(file),
        manifest: 'go.mod',
        score: hasPrograms(repo, folderOf(file)) ? 90 : 30,
        buildSystem: 'go',
      })),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeGo(project, candidate, repo),
  hash: async (facts, context) => (await import('../../hashes/go.js')).vendorHash(facts, context),
};
