import { nameOfPath } from './storeName.js';
import type { Parts } from './system/system.js';

/** What only a restart brings. */
export interface BootChange {
  readonly part: 'kernel' | 'initrd' | 'kernel-modules' | 'kernel-params';
  readonly before: string;
  readonly after: string;
}

/** Parts of two systems that are read at boot alone, where they are not the same. */
export function compareBoots(before: Parts, after: Parts): readonly BootChange[] {
  const parts = [
    ['kernel', before.kernel, after.kernel],
    ['initrd', before.initrd, after.initrd],
    ['kernel-modules', before.kernelModules, after.kernelModules],
    ['kernel-params', before.kernelParams, after.kernelParams],
  ] as const;
  return parts.flatMap(([part, old, now]) =>
    old === now ? [] : [{ part, before: shown(part, old), after: shown(part, now) }],
  );
}

/** A kernel's version tells more than its path, where it has one. */
function shown(part: BootChange['part'], value: string | undefined): string {
  if (value === undefined) return 'none';
  const { name, version } = nameOfPath(value.split('/').slice(0, 4).join('/'));
  return part === 'kernel' && version !== undefined ? `${name} ${version}` : value;
}
