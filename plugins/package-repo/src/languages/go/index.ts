import type { PackageAnalyzer } from '../../analyzer.js';
import { folderOf } from '../shared/folders.js';

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
        score: 90,
        buildSystem: 'go',
      })),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeGo(project, candidate, repo),
  hash: async (facts, context) => (await import('../../hashes/go.js')).vendorHash(facts, context),
};
