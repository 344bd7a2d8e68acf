import type { PackageAnalyzer } from '../../analyzer.js';
import { folderOf } from '../shared/folders.js';
import { parseNodeManifest } from './manifest.js';

export const node: PackageAnalyzer = {
  language: 'node',
  title: 'Node.js',
  buildSystems: ['npm', 'pnpm', 'yarn', 'bun'],
  detect: async (repo) => {
    const found: { folder: string; score: number }[] = [];
    for (const file of repo.files
      .filter((one) => /(?:^|\/)package\.json$/.test(one))
      .slice(0, 300)) {
      const manifest = parseNodeManifest(await repo.read(file));
      if (manifest === undefined) continue;
      const hasPrograms = Object.keys(manifest.programs).length > 0;
      // Many projects have one for their site or their linter: it says little by itself.
      const makes =
        hasPrograms ||
        Object.keys(manifest.dependencies).length > 0 ||
        manifest.workspaces.length > 0 ||
        manifest.scripts['build'] !== undefined;
      found.push({
        folder: folderOf(file),
        score: hasPrograms ? 80 : makes && manifest.name !== undefined ? 60 : 20,
      });
    }
    return found.map(({ folder, score }) => ({
      folder,
      manifest: 'package.json',
      score,
      buildSystem: 'npm',
    }));
  },
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeNode(project, candidate, repo),
  hash: async (facts, context) => (await import('../../hashes/npm.js')).npmDepsHash(facts, context),
};
