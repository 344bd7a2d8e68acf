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
    for (const one of found) {
      const start = one.folder === '' ? '' : `${one.folder}/`;
      const manifest = parseNodeManifest(await repo.read(`${start}package.json`));
      const [program] = Object.values(manifest?.programs ?? {});
      if (program === undefined || Object.keys(manifest?.dependencies ?? {}).length > 0) continue;
      const head = await repo.head(`${start}${program.replace(/^\.\//, '')}`, 80);
      // A script of the shell that is published by npm too.
      if (head !== undefined && /^#!.*\b(?:ba|z|da)?sh\b/.test(head)) one.score = 20;
    }
    // One lock for several packages: where one of them has the program, they are one project.
    const top = found.find(({ folder }) => folder === '');
    const hasLock = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'].some((one) =>
      repo.has(one),
    );
    if (top !== undefined && top.score < 80 && hasLock) {
      const members = found.filter(
        ({ folder, score }) =>
          folder !== '' &&
          score === 80 &&
          !/test|example|fixture/.test(folder) &&
          !['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'].some((one) =>
            repo.has(`${folder}/${one}`),
          ),
      );
      if (members.length === 1) {
        top.score = 80;
        members[0]!.score = 20;
      }
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
  hash: async (facts, context) =>
    facts.dependencyHash?.kind === 'npm'
      ? (await import('../../hashes/npm.js')).npmDepsHash(facts, context)
      : {
          missing: `only a build tells what is fetched for ${facts.dependencyHash?.lock}`,
          command: 'build it, then: nixai package-repo from-log FILE < build.log',
        },
};
