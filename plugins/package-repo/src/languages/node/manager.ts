import type { Attribute } from '../../analyzer.js';
import type { text } from '../../nix/value.js';
import { call, expression, set } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import type { NodeManifest } from './manifest.js';

/** Which program puts the dependencies there, by the lock that is there. */
export type Manager = 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun';

const locks: readonly (readonly [file: string, manager: Manager])[] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** What nixpkgs fetches the dependencies with; its hash is put in by who prints it. */
export function dependenciesAttribute(manager: Manager, pnpm: string): Attribute | undefined {
  const common: readonly (readonly [string, ReturnType<typeof text>])[] = [
    ['inherit', expression('(finalAttrs) pname version src')],
  ];
  if (manager === 'pnpm')
    return {
      name: 'pnpmDeps',
      value: call(
        'fetchPnpmDeps',
        set([
          ...common,
          ...(pnpm === 'pnpm' ? [] : [['pnpm', expression(pnpm)] as const]),
          ['fetcherVersion', expression('3')],
        ]),
      ),
      from: 'pnpm-lock.yaml',
      why: 'its lock',
    };
  if (manager === 'yarn')
    return {
      name: 'yarnOfflineCache',
      value: call(
        'fetchYarnDeps',
        set([['yarnLock', expression('finalAttrs.src + "/yarn.lock"')]]),
      ),
      from: 'yarn.lock',
      why: 'its lock',
    };
  if (manager === 'yarn-berry')
    return {
      name: 'offlineCache',
      value: call(
        'yarn-berry.fetchYarnBerryDeps',
        set([['inherit', expression('(finalAttrs) src')]]),
      ),
      from: 'yarn.lock',
      why: 'its lock',
    };
  return undefined;
}

/** The pnpm that the project names: another major version makes another store, and another hash. */
export function pnpmOf(root: NodeManifest): string {
  const major = /^pnpm@(8|9|10)\./.exec(root.packageManager ?? '')?.[1];
  return major === undefined ? 'pnpm' : `pnpm_${major}`;
}

/** By the lock that is there, or what package.json names where there are several. */
export async function chooseManager(
  project: RepoView,
  root: NodeManifest,
): Promise<{ manager: Manager; lockFile?: string; notes: string[] }> {
  const said = /^(npm|pnpm|yarn|bun)@(\d+)?/.exec(root.packageManager ?? '');
  const there = locks.filter(([file]) => project.has(file));
  const wanted = there.find(([, manager]) => manager === said?.[1]) ?? there[0];
  if (wanted === undefined)
    return {
      manager: 'npm',
      notes: [
        'There is no lock file: npm install --package-lock-only writes package-lock.json, which the derivation then needs beside it.',
      ],
    };
  const [lockFile, manager] = wanted;
  if (manager !== 'yarn') return { manager, lockFile, notes: [] };
  const isBerry =
    /^__metadata:/m.test((await project.head(lockFile, 500)) ?? '') || Number(said?.[2] ?? 1) > 1;
  return { manager: isBerry ? 'yarn-berry' : 'yarn', lockFile, notes: [] };
}
