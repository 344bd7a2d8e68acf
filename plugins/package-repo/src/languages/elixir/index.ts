import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const elixir: PackageAnalyzer = {
  language: 'elixir',
  title: 'Elixir',
  buildSystems: ['mix'],
  detect: async (repo) => candidatesOf(repo, /^mix\.exs$/, 'mix', 86),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeElixir(project, candidate, repo),
};
