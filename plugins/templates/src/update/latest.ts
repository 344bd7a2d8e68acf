import { isNixaiError, type Host } from '@nixai/api';
import { fillTemplate, findTemplate } from '@nixai/contributions';
import { parse, updateModules } from '@nixai/nix';
import { firstVersion } from '../templates/prepare.js';
import { lastState } from '../versions/find.js';
import type { Rendered, Stamp } from '../versions/stamps.js';
import { wordsOf } from '../versions/typed.js';
import type { UpdateCheck } from './report.js';

/** What a template makes now of the values it was given then. */
export async function latestOf(
  host: Host,
  stamp: Stamp,
  typed: Readonly<Record<string, readonly string[]>> = {},
): Promise<Rendered & { readonly missing: readonly string[] }> {
  const { template } = await findTemplate(host, stamp.template);
  const names = template.variables.map(({ name }) => name);
  const words = { ...wordsOf(lastState(stamp), names), ...typed };
  const { nix, values, missing } = fillTemplate(template, words);
  const date = new Date().toISOString();
  return { version: template.version ?? firstVersion, nix, values, missing, date };
}

/** Whether a template makes something else now than it did when it was put in. */
export async function lookForUpdate(host: Host, stamp: Stamp): Promise<UpdateCheck['applied'][0]> {
  const { template, entry } = stamp;
  const last = lastState(stamp);
  const about = { template, entry, version: last.version };
  const later = await latestOf(host, stamp).catch((error: unknown) => {
    if (isNixaiError(error) && error.code === 'template-unknown') return undefined;
    // A value that was good for the template and is none for the later one has to be given anew.
    if (isNixaiError(error) && error.code === 'template-variable') return 'values' as const;
    throw error;
  });
  if (later === undefined) return { ...about, state: 'gone', missing: [], changes: [] };
  if (later === 'values') return { ...about, state: 'values', missing: [], changes: [] };
  const { version: latest, missing } = later;
  if (missing.length > 0) return { ...about, state: 'values', latest, missing, changes: [] };
  if (later.nix === last.nix) return { ...about, state: 'current', latest, missing, changes: [] };
  const base = parse(last.nix).tree;
  const changes = updateModules(base, parse(later.nix).tree, [{ name: '', tree: base }]);
  return {
    ...{ ...about, state: 'changed', latest, missing },
    changes: changes.map(({ path, step, base: old, theirs }) => ({
      ...{ path, step },
      ...(old !== undefined && { base: old }),
      ...(theirs !== undefined && { theirs }),
    })),
  };
}
