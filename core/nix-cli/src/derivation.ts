import { dirname } from 'node:path';
import type { NixOptions, NixTarget, StoreDerivation } from '@nixai/api';
import { nixAnswer } from './faults.js';
import { isNixFailure, wordsOf, type Program } from './program.js';
import { hashPart, inStore } from './storePath.js';

/** A derivation as the store has it. */
export async function derivation(
  program: Program,
  target: NixTarget,
  options: NixOptions,
): Promise<StoreDerivation> {
  const [only] = derivationsIn(await shown(program, target, options, []));
  if (only === undefined) throw nixAnswer(['derivation', 'show'], 'it names no derivation');
  return only;
}

/** It, and all that it takes to build it. */
export async function derivations(
  program: Program,
  target: NixTarget,
  options: NixOptions,
): Promise<readonly StoreDerivation[]> {
  const { path } = await derivation(program, target, options);
  const all = derivationsIn(await shown(program, { path }, options, ['--recursive']));
  return [...all.filter((one) => one.path === path), ...all.filter((one) => one.path !== path)];
}

async function shown(
  program: Program,
  target: NixTarget,
  options: NixOptions,
  more: readonly string[],
): Promise<unknown> {
  const looking = 'flake' in target ? ['--no-write-lock-file'] : [];
  const words = ['derivation', 'show', ...more, ...looking, ...wordsOf(target)];
  // Its name before 2.14.
  const older = ['show-derivation', ...more, ...looking, ...wordsOf(target)];
  return program.json(words, options).catch((error: unknown) => {
    if (isNixFailure(error, /'derivation' is not a recogni[sz]ed command/))
      return program.json(older, options);
    throw error;
  });
}

/** What differs between versions: a map of inputs or a list, names with or without the store's folder. */
interface Shown {
  readonly name?: string;
  readonly system?: string;
  readonly builder?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Since format 4; before it stood in `env`, as a text. */
  readonly structuredAttrs?: unknown;
  readonly outputs?: Readonly<
    Record<string, { readonly path?: string | null; readonly hash?: string }>
  >;
  readonly inputSrcs?: readonly string[];
  readonly inputDrvs?: Readonly<
    Record<string, readonly string[] | { readonly outputs?: readonly string[] }>
  >;
  /** Since format 4. */
  readonly inputs?: { readonly srcs?: Shown['inputSrcs']; readonly drvs?: Shown['inputDrvs'] };
}

/**
 * The derivations that Nix shows: a map by path (`show-derivation`, formats 1 and 2), by the name in
 * the store (format 3), or that in `derivations` beside a `version` (format 4).
 */
export function derivationsIn(said: unknown): StoreDerivation[] {
  if (typeof said !== 'object' || said === null) return [];
  const { derivations = said } = said as { readonly derivations?: object };
  const all = Object.entries(derivations as Readonly<Record<string, Shown | null>>).flatMap(
    ([key, shown]) => (typeof shown === 'object' && shown !== null ? [[key, shown] as const] : []),
  );
  const folder = all.map(([, shown]) => folderOf(shown)).find((one) => one !== undefined);
  return all.map(([key, shown]) => derivationOf(key, shown, folder));
}

/** The store's folder, where names stand without it: a builder is told where its outputs will be. */
function folderOf({ outputs = {}, env = {} }: Shown): string | undefined {
  for (const name of Object.keys(outputs)) {
    const path = env[name];
    if (path !== undefined && hashPart(path) !== undefined) return dirname(path);
  }
  return undefined;
}

function derivationOf(key: string, shown: Shown, folder: string | undefined): StoreDerivation {
  const at = (name: string): string => inStore(name, folder);
  const path = at(key);
  const { inputs = {}, outputs = {}, structuredAttrs } = shown;
  const env: Readonly<Record<string, string>> = {
    ...shown.env,
    ...(structuredAttrs !== undefined && { __json: JSON.stringify(structuredAttrs) }),
  };
  const sources = shown.inputSrcs ?? inputs.srcs ?? [];
  const needs = Object.entries(shown.inputDrvs ?? inputs.drvs ?? {});
  return {
    path,
    name: shown.name ?? env['name'] ?? path.replace(/^.*\/[^-]*-|\.drv$/g, ''),
    system: shown.system ?? '',
    builder: shown.builder ?? '',
    args: shown.args ?? [],
    env,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, output]) => [
        name,
        {
          path: output.path ? at(output.path) : env[name],
          hash: output.hash,
        },
      ]),
    ),
    sources: sources.map(at),
    needs: Object.fromEntries(
      needs.map(([drv, wanted]) => [
        at(drv),
        'outputs' in wanted ? (wanted.outputs ?? []) : (wanted as readonly string[]),
      ]),
    ),
  };
}
