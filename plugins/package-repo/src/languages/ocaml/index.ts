import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const ocaml: PackageAnalyzer = {
  language: 'ocaml',
  title: 'OCaml',
  buildSystems: ['dune'],
  detect: async (repo) => candidatesOf(repo, /^dune-project$/, 'dune', 86),
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeOcaml(project, candidate, repo),
};
