import type { StoreDerivation } from '@nixai/api';
import type { MissReason } from '../results/cacheMiss.js';
import type { CacheSettings } from './settings.js';

/** Systems that Hydra builds nixpkgs for. */
const built = ['x86_64-linux', 'aarch64-linux', 'x86_64-darwin', 'aarch64-darwin'];

/** What a derivation itself says against its being fetched. */
export function reasonsOf(drv: StoreDerivation, settings: CacheSettings): MissReason[] {
  const reasons: MissReason[] = [];
  if (attribute(drv, 'allowSubstitutes') === false && !settings.alwaysAllowed)
    reasons.push({
      kind: 'allow-substitutes',
      text: 'It has allowSubstitutes = false (runCommandLocal, writeText and their like): Nix builds it and asks no cache.',
    });
  else if (attribute(drv, 'preferLocalBuild') === true)
    reasons.push({
      kind: 'local-build',
      text: 'It has preferLocalBuild = true: it is meant to be built where it is used, and is seldom put into a cache.',
    });
  if (drv.system !== 'builtin' && !settings.systems.includes(drv.system))
    reasons.push({
      kind: 'other-system',
      text: `It is for ${drv.system}, and this machine builds for ${settings.systems[0] ?? 'another'}${built.includes(drv.system) ? '' : '; Hydra builds nothing for it'}.`,
    });
  if (pathsOf(drv).length === 0)
    reasons.push({
      kind: 'unknown-path',
      text: 'Its path is known only once it is built (content-addressed): there is nothing to look for.',
    });
  return reasons;
}

export const pathsOf = ({ outputs }: StoreDerivation): string[] =>
  Object.values(outputs).flatMap(({ path }) => (path === undefined || path === '' ? [] : [path]));

/** What is downloaded from its own address, and checked by its hash. */
export const isDownload = ({ outputs }: StoreDerivation): boolean =>
  Object.values(outputs).some(({ hash }) => hash !== undefined && hash !== '');

/** A derivation's attribute that is true or false, however it is passed on. */
function attribute({ env }: StoreDerivation, name: string): boolean | undefined {
  if (name in env) return env[name] === '1';
  try {
    const value = (JSON.parse(env['__json'] ?? '{}') as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'boolean' ? value : undefined;
  } catch {
    return undefined;
  }
}
