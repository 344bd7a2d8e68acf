import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const java: PackageAnalyzer = {
  language: 'java',
  title: 'Java and Kotlin',
  buildSystems: ['maven', 'gradle'],
  detect: async (repo) => {
    const found = [
      ...candidatesOf(repo, /^pom\.xml$/, 'maven', 83),
      ...candidatesOf(repo, /^(?:build|settings)\.gradle(?:\.kts)?$/, 'gradle', 82),
    ];
    // Modules of a build have files of the same name: only the uppermost is a project.
    return found.filter(
      ({ folder, buildSystem }) =>
        !found.some(
          (one) =>
            one.buildSystem === buildSystem &&
            one.folder !== folder &&
            (one.folder === '' || folder.startsWith(`${one.folder}/`)),
        ),
    );
  },
  analyze: async (project, candidate, repo) =>
    candidate.buildSystem === 'maven'
      ? (await import('./maven.js')).analyzeMaven(project, candidate, repo)
      : (await import('./gradle.js')).analyzeGradle(project, candidate, repo),
};
