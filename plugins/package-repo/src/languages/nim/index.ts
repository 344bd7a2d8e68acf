import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const nim: PackageAnalyzer = {
  language: 'nim',
  title: 'Nim',
  buildSystems: ['nimble'],
  detect: async (repo) => candidatesOf(repo, /^[\w-]+\.nimble$/, 'nimble', 86),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeNim(project, candidate, repo),
};
