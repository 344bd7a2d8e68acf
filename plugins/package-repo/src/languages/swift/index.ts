import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const swift: PackageAnalyzer = {
  language: 'swift',
  title: 'Swift',
  buildSystems: ['swiftpm'],
  detect: async (repo) => candidatesOf(repo, /^Package\.swift$/, 'swiftpm', 84),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeSwift(project, candidate, repo),
};
