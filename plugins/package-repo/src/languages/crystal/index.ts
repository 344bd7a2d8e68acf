import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const crystal: PackageAnalyzer = {
  language: 'crystal',
  title: 'Crystal',
  buildSystems: ['shards'],
  detect: async (repo) => candidatesOf(repo, /^shard\.yml$/, 'shards', 87),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeCrystal(project, candidate, repo),
};
