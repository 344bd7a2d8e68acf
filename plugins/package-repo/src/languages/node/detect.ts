import type { Candidate } from '../../analyzer.js';
import type { RepoView } from '../../repo/view.js';
import { folderOf } from '../shared/folders.js';
import { parseNodeManifest } from './manifest.js';
import { membersOf } from './workspace.js';

/** Folders with a `package.json` that makes something, and the packages of a workspace that has no program. */
export async function findNodeProjects(repo: RepoView): Promise<Candidate[]> {
  const found: { folder: string; score: number }[] = [];
  for (const file of repo.files.filter((one) => /(?:^|\/)package\.json$/.test(one)).slice(0, 300)) {
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
  const hasLock = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'].some((one) => repo.has(one));
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
  const parts = top === undefined || !hasLock || top.score >= 80 ? [] : await partsOf(repo);
  if (parts.length > 0) top!.score = 50;
  const isPart = new Set(parts.map(({ part }) => part));
  return [
    ...found
      .filter(({ folder }) => !isPart.has(folder))
      .map(({ folder, score }) => ({
        folder,
        manifest: 'package.json',
        score,
        buildSystem: 'npm',
      })),
    ...parts,
  ];
}

/** So many packages of a workspace are packaged without being asked for; of more, those with programs. */
const few = 8;

async function partsOf(repo: RepoView): Promise<readonly Candidate[]> {
  const root = parseNodeManifest(await repo.read('package.json'));
  const members = root === undefined ? [] : await membersOf(repo, root);
  if (members.length < 2) return [];
  return members.map(({ folder, manifest }) => {
    const isWanted =
      members.length <= few ||
      Object.keys(manifest.programs).length > 0 ||
      (manifest.private && manifest.scripts['build'] !== undefined && folder.startsWith('apps/'));
    return {
      folder: '',
      part: folder,
      manifest: 'package.json',
      score: isWanted ? 75 : 60,
      buildSystem: 'npm',
    };
  });
}
