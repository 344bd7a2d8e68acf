import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const ruby: PackageAnalyzer = {
  language: 'ruby',
  title: 'Ruby',
  buildSystems: ['bundler'],
  // Many projects of other languages have a Gemfile for their site.
  detect: async (repo) => [
    ...candidatesOf(repo, /^[\w.-]+\.gemspec$/, 'bundler', 84),
    ...candidatesOf(repo, /^Gemfile$/, 'bundler', 48),
  ],
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeRuby(project, candidate, repo),
};
