import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const zig: PackageAnalyzer = {
  language: 'zig',
  title: 'Zig',
  buildSystems: ['zig'],
  detect: async (repo) => candidatesOf(repo, /^build\.zig$/, 'zig', 86),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeZig(project, candidate, repo),
};
