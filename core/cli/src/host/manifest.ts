import type { PluginManifest } from '@nixai/api';

const lists = ['points', 'opens', 'services', 'needs', 'effects'] as const;

/** What is wrong with the `nixai` of a plugin's package.json; undefined if nothing is. */
export function faultOfManifest(manifest: unknown): string | undefined {
  if (manifest === undefined) return undefined;
  if (!isObject(manifest)) return '"nixai" in its package.json is no object';
  const known: readonly string[] = ['api', ...lists];
  const unknown = Object.keys(manifest).find((key) => !known.includes(key));
  if (unknown !== undefined)
    return `"nixai" in its package.json has no "${unknown}"; there are: ${known.join(', ')}`;
  for (const key of lists) {
    const list = manifest[key];
    if (list !== undefined && !(Array.isArray(list) && list.every((one) => isName(one))))
      return `"${key}" of "nixai" in its package.json is no list of names`;
  }
  const { api, effects = [] } = manifest as PluginManifest;
  if (api !== undefined && !/^\d+\.\d+$/.test(String(api)))
    return `"api" of "nixai" in its package.json is no version like 1.0`;
  const odd = effects.find((effect) => !/^(?:run|network|write(?::\/.*)?)$/.test(effect));
  return odd === undefined
    ? undefined
    : `"${odd}" is no effect; there are: run, network, write, write:/PATH`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** What is asked for: a point that is read, a service, or everything that plugins may give. */
export type Wanted = { readonly points: string } | { readonly services: string } | 'all';

/** Whether a plugin may give what is asked for. One that does not say what it gives may give anything. */
export function mayGive(manifest: PluginManifest | undefined, wanted: Wanted): boolean {
  if (manifest === undefined || wanted === 'all') return true;
  // What it says cannot be read: that is told where it would be registered.
  if (faultOfManifest(manifest) !== undefined) return true;
  if ('points' in wanted) return manifest.points?.includes(wanted.points) ?? false;
  return manifest.services?.includes(wanted.services) ?? false;
}
