import type { PackageAnalyzer } from '../../analyzer.js';
import { findNodeProjects } from './detect.js';

export const node: PackageAnalyzer = {
  language: 'node',
  title: 'Node.js',
  buildSystems: ['npm', 'pnpm', 'yarn', 'bun'],
  detect: findNodeProjects,
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeNode(project, candidate, repo),
  hash: async (facts, context) =>
    facts.dependencyHash?.kind === 'npm'
      ? (await import('../../hashes/npm.js')).npmDepsHash(facts, context)
      : {
          missing: `only a build tells what is fetched for ${facts.dependencyHash?.lock}`,
          command: (await import('../../hashes/byBuild.js')).byBuild,
        },
};
