import type { RepoView } from '../../repo/view.js';
import { folderOf } from '../shared/folders.js';
import { matchesMember } from '../shared/members.js';
import { parseYaml } from '../shared/yaml.js';
import { stringsAt } from '../shared/toml.js';
import { parseNodeManifest, type NodeManifest } from './manifest.js';

/** A package of a workspace. */
export interface NodeMember {
  readonly folder: string;
  readonly manifest: NodeManifest;
}

/** The packages that `workspaces` or `pnpm-workspace.yaml` name. */
export async function membersOf(
  project: RepoView,
  root: NodeManifest,
): Promise<readonly NodeMember[]> {
  const ofPnpm = parseYaml(await project.read('pnpm-workspace.yaml'));
  const patterns = [...root.workspaces, ...stringsAt(ofPnpm, 'packages')].map((one) =>
    one.replace(/^\.\//, '').replace(/\/$/, ''),
  );
  const left = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  const found: NodeMember[] = [];
  for (const file of project.files.filter((one) => one.endsWith('/package.json')).slice(0, 1000)) {
    const folder = folderOf(file);
    if (
      !patterns.some((one) => matchesMember(one, folder)) ||
      left.some((one) => matchesMember(one, folder))
    )
      continue;
    const manifest = parseNodeManifest(await project.read(file));
    if (manifest !== undefined) found.push({ folder, manifest });
  }
  return found;
}

/** The workspace whose program people want, where the top has none. */
export async function programOfWorkspace(
  project: RepoView,
  root: NodeManifest,
  repoName: string,
): Promise<NodeMember | undefined> {
  if (Object.keys(root.programs).length > 0) return undefined;
  const isWorkspace = root.workspaces.length > 0 || project.has('pnpm-workspace.yaml');
  const found: NodeMember[] = [];
  for (const file of project.files
    .filter((one) => /^(?:[^/]+\/){1,2}package\.json$/.test(one))
    .slice(0, 100)) {
    const manifest = parseNodeManifest(await project.read(file));
    const folder = file.slice(0, -'/package.json'.length);
    if (
      manifest !== undefined &&
      Object.keys(manifest.programs).length > 0 &&
      !/test|example|fixture/.test(folder)
    )
      found.push({ folder, manifest });
  }
  if (!isWorkspace && found.length !== 1) return undefined;
  const same = ({ manifest }: NodeMember): number =>
    Number(manifest.name?.replace(/^@[^/]+\//, '') === repoName) * 2 +
    Number(Object.keys(manifest.programs).includes(repoName));
  return found.sort((one, other) => same(other) - same(one))[0];
}
