import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const haskell: PackageAnalyzer = {
  language: 'haskell',
  title: 'Haskell',
  buildSystems: ['cabal'],
  detect: async (repo) => candidatesOf(repo, /^[\w-]+\.cabal$/, 'cabal', 87),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeHaskell(project, candidate, repo),
};
