import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

/** Books and sites: a project of their own where nothing else is, or one of several parts. */
export const docs: PackageAnalyzer = {
  language: 'docs',
  title: 'Documentation',
  buildSystems: ['mdbook', 'mkdocs'],
  detect: async (repo) => [
    ...candidatesOf(repo, /^book\.toml$/, 'mdbook', 62),
    ...candidatesOf(repo, /^mkdocs\.ya?ml$/, 'mkdocs', 61),
  ],
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeDocs(project, candidate, repo),
};
