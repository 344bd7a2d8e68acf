import { readdir, readlink, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { storeDirectory, stateDirectory, storePathOf } from './places.js';
import type { BackupRoot, Scope } from '../manifest/manifest.js';
import { rootUnknown } from '../faults.js';

/** What is kept of this machine: links that name what its store must have. */
export async function gatherRoots(
  scope: readonly Scope[],
  more: readonly string[],
): Promise<readonly BackupRoot[]> {
  const found = [
    ...(scope.includes('system') ? await systemRoots() : []),
    ...(scope.includes('users') ? await userRoots() : []),
  ];
  const given = await Promise.all(more.map(givenRoot));
  return [...found, ...given].sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function systemRoots(): Promise<BackupRoot[]> {
  const system = await rootAt(join(stateDirectory(), 'profiles/system'), 'profiles/system');
  const [current, booted] = await Promise.all(
    ['current-system', 'booted-system'].map((name) => rootAt(`/run/${name}`, `run/${name}`)),
  );
  const known = [system].filter((one) => one !== undefined);
  for (const one of [current, booted])
    if (one !== undefined && known.every(({ path }) => path !== one.path)) known.push(one);
  return known;
}

/** Profiles of people: where Nix had them, and where it has them since 2.14. */
async function userRoots(): Promise<BackupRoot[]> {
  const profiles = join(stateDirectory(), 'profiles');
  const perUser = await namesIn(join(profiles, 'per-user'));
  const folders = [
    ...perUser.map((user) => ({
      folder: join(profiles, 'per-user', user),
      name: `profiles/per-user/${user}`,
    })),
    ...(await peopleAt()).map(({ home, user }) => ({
      folder: join(home, '.local/state/nix/profiles'),
      name: `home/${user}/profiles`,
    })),
  ];
  const found = await Promise.all(
    folders.map(async ({ folder, name }) => {
      const names = (await namesIn(folder)).filter((one) => !/-\d+-link$/.test(one));
      return Promise.all(names.map((one) => rootAt(join(folder, one), `${name}/${one}`)));
    }),
  );
  const shared = await rootAt(join(profiles, 'default'), 'profiles/default');
  return [shared, ...found.flat()].filter((one) => one !== undefined);
}

/** Homes that may be looked into: one's own, and for root everybody's. */
async function peopleAt(): Promise<readonly { readonly home: string; readonly user: string }[]> {
  const others = (await namesIn('/home')).map((user) => ({ home: join('/home', user), user }));
  const own = { home: homedir(), user: basename(homedir()) };
  return [own, ...others.filter(({ home }) => home !== own.home)];
}

async function givenRoot(link: string): Promise<BackupRoot> {
  const path = await realpath(link).catch(() => undefined);
  const inStore = path === undefined ? undefined : await storePathOf(path);
  if (inStore === undefined) throw rootUnknown(link, storeDirectory());
  return { name: link, path: inStore };
}

/** A profile's generation of now; undefined where there is none that leads into the store. */
async function rootAt(link: string, name: string): Promise<BackupRoot | undefined> {
  const [first, path] = await Promise.all([
    readlink(link).catch(() => undefined),
    realpath(link).catch(() => undefined),
  ]);
  const inStore = path === undefined ? undefined : await storePathOf(path);
  if (first === undefined || inStore === undefined) return undefined;
  const generation = /-(\d+)-link$/.exec(first)?.[1];
  return { name, path: inStore, ...(generation && { generation: Number(generation) }) };
}

const namesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).sort();
