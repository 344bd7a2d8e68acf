import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const dart: PackageAnalyzer = {
  language: 'dart',
  title: 'Dart and Flutter',
  buildSystems: ['dart', 'flutter'],
  detect: async (repo) => {
    const found = candidatesOf(repo, /^pubspec\.yaml$/, 'dart', 85);
    return Promise.all(
      found.map(async (one) => {
        const file = one.folder === '' ? 'pubspec.yaml' : `${one.folder}/pubspec.yaml`;
        const isFlutter = /^[ \t]+sdk:\s*flutter\s*$/m.test((await repo.read(file)) ?? '');
        return isFlutter ? { ...one, buildSystem: 'flutter' } : one;
      }),
    );
  },
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeDart(project, candidate, repo),
};
