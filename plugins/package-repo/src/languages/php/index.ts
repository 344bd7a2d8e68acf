import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const php: PackageAnalyzer = {
  language: 'php',
  title: 'PHP',
  buildSystems: ['composer'],
  detect: async (repo) => candidatesOf(repo, /^composer\.json$/, 'composer', 82),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzePhp(project, candidate, repo),
};
