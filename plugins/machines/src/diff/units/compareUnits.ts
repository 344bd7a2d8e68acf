import type { Unit } from './unitFile.js';

/** Keys of `[Unit]` that say nothing of how it runs. */
const passedOver = new Set([
  'Description',
  'Documentation',
  'OnFailure',
  'OnSuccess',
  'OnFailureJobMode',
  'IgnoreOnIsolate',
  'StopWhenUnneeded',
  'RefuseManualStart',
  'RefuseManualStop',
  'AllowIsolate',
  'CollectMode',
  'SourcePath',
]);

/** Keys whose change a reload brings. */
const reloaded = new Set(['Unit X-Reload-Triggers', 'Service ExecReload', 'Mount Options']);

/** What NixOS' switch-to-configuration makes of a unit that has another file. */
export function compareUnits(before: Unit, after: Unit): 'same' | 'reload' | 'restart' {
  let result: 'same' | 'reload' = 'same';
  for (const section of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(section), after.get(section)];
    for (const key of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])) {
      const [was, is] = [old?.get(key), now?.get(key)];
      if (JSON.stringify(was) === JSON.stringify(is)) continue;
      if (section === 'Unit' && passedOver.has(key)) continue;
      if (!reloaded.has(`${section} ${key}`)) return 'restart';
      if (section === 'Mount' && (was === undefined || is === undefined)) return 'restart';
      // Where there is nothing to reload with any more, the one that runs is left.
      if (is !== undefined) result = 'reload';
    }
  }
  return result;
}
