import { basename } from 'node:path';
import type { RepoView } from '../../repo/view.js';
import { folderOf } from '../shared/folders.js';
import { matchesMember } from '../shared/members.js';
import { lookUp, parseToml, stringAt, stringsAt, type Table } from '../shared/toml.js';
import { activeFeatures, binariesOf } from './manifest.js';

/** The crate that is packaged. */
export interface ChosenCrate {
  /** Below the folder that has the lock; empty where it is that folder. */
  readonly folder: string;
  readonly manifest: Table;
  readonly source: string;
  readonly file: string;
  readonly programs: readonly string[];
  /** Other crates of the workspace that make programs too. */
  readonly others: readonly string[];
  /** Those of them that go with it, the other half of a client or a daemon. */
  readonly companions: readonly ChosenCrate[];
}

/** The crate of a folder whose program people want: the folder's own, or that of its workspace. */
export async function chooseCrate(
  project: RepoView,
  repoName: string,
  part?: string,
): Promise<ChosenCrate | undefined> {
  const rootSource = (await project.read('Cargo.toml')) ?? '';
  const root = parseToml(rootSource);
  if (root === undefined) return undefined;
  const own = await crateAt(project, '', root, rootSource);
  const members = lookUp(root, 'workspace') === undefined ? [] : await membersOf(project, root);
  if (part !== undefined) return members.find(({ folder }) => folder === part);
  if (own !== undefined && (own.programs.length > 0 || members.length === 0))
    return withOthers(own, members);
  const withPrograms = members.filter(({ programs }) => programs.length > 0);
  const defaults = stringsAt(root, 'workspace', 'default-members').map((one) =>
    one.replace(/^\.\//, '').replace(/\/$/, ''),
  );
  const rank = ({ folder, manifest, programs }: ChosenCrate): number => {
    const name = stringAt(manifest, 'package', 'name') ?? '';
    const same = (one: string): boolean =>
      one.toLowerCase().replace(/[_-]/g, '') === repoName.toLowerCase().replace(/[_-]/g, '');
    return (
      Number(same(name)) * 8 +
      Number(programs.some(same)) * 8 +
      Number(defaults.includes(folder)) * 4 +
      Number(/(?:^|[-_/])cli$/.test(name)) * 2 +
      Number(lookUp(manifest, 'package', 'default-run') !== undefined) -
      Number(/xtask|bench|test|example|fuzz|tool/.test(`${folder} ${name}`)) * 6
    );
  };
  const [best] = [...withPrograms].sort((one, other) => rank(other) - rank(one));
  const chosen = best ?? own ?? members[0];
  return chosen === undefined ? undefined : withOthers(chosen, withPrograms);
}

/** What a program's other half is called beside it: `foo-daemon`, `food`. */
const otherHalf = /^(?:d|[-_]?(?:server|daemon|client|agent|worker|ctl))$/;

function withOthers(chosen: ChosenCrate, members: readonly ChosenCrate[]): ChosenCrate {
  const nameOf = ({ manifest }: ChosenCrate): string => stringAt(manifest, 'package', 'name') ?? '';
  const rest = members.filter(
    ({ folder, programs }) => folder !== chosen.folder && programs.length > 0,
  );
  const isHalf = ({ programs }: ChosenCrate): boolean =>
    programs.some((one) =>
      chosen.programs.some((own) => one.startsWith(own) && otherHalf.test(one.slice(own.length))),
    );
  const companions = rest.filter(isHalf);
  return {
    ...chosen,
    companions,
    others: rest.filter((one) => !companions.includes(one)).map(nameOf),
  };
}

/** Crates of the workspace that make programs, beside the one that is taken for it; by their folders. */
export async function partsOf(project: RepoView): Promise<readonly string[]> {
  const root = parseToml(await project.read('Cargo.toml'));
  if (root === undefined) return [];
  const chosen = await chooseCrate(project, basename(project.root));
  return (await membersOf(project, root))
    .filter(
      ({ folder, programs }) =>
        programs.length > 0 &&
        folder !== chosen?.folder &&
        !chosen?.companions.some((one) => one.folder === folder) &&
        !/xtask|bench|test|example|fuzz/.test(folder),
    )
    .map(({ folder }) => folder);
}

async function crateAt(
  project: RepoView,
  folder: string,
  manifest: Table,
  source: string,
): Promise<ChosenCrate | undefined> {
  if (stringAt(manifest, 'package', 'name') === undefined) return undefined;
  const programs = binariesOf(manifest, project.below(folder), activeFeatures(manifest));
  return {
    folder,
    manifest,
    source,
    file: folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`,
    programs,
    others: [],
    companions: [],
  };
}

async function membersOf(project: RepoView, root: Table): Promise<readonly ChosenCrate[]> {
  const patterns = stringsAt(root, 'workspace', 'members').map((one) =>
    one.replace(/^\.\//, '').replace(/\/$/, ''),
  );
  const excluded = stringsAt(root, 'workspace', 'exclude');
  const folders = project.files
    .filter((file) => file.endsWith('/Cargo.toml'))
    .map(folderOf)
    .filter(
      (folder) =>
        patterns.some((pattern) => matchesMember(pattern, folder)) && !excluded.includes(folder),
    );
  const crates = await Promise.all(
    folders.slice(0, 500).map(async (folder) => {
      const source = (await project.read(`${folder}/Cargo.toml`)) ?? '';
      const manifest = parseToml(source);
      return manifest === undefined ? undefined : crateAt(project, folder, manifest, source);
    }),
  );
  return crates.filter((one) => one !== undefined);
}
