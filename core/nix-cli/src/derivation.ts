import type { NixOptions, NixTarget, StoreDerivation } from '@nixai/api';
import { nixAnswer } from './faults.js';
import { isNixFailure, wordsOf, type Program } from './program.js';
import { inStore } from './storePath.js';

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
  return Object.entries(derivations as Readonly<Record<string, Shown | undefined>>).flatMap(
    ([key, shown]) => (typeof shown === 'object' ? [derivationOf(inStore(key), shown)] : []),
  );
}

function derivationOf(path: string, shown: Shown): StoreDerivation {
  const { inputs = {}, outputs = {}, env = {} } = shown;
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
          path: output.path ? inStore(output.path) : env[name],
          hash: output.hash,
        },
      ]),
    ),
    sources: sources.map((source) => inStore(source)),
    needs: Object.fromEntries(
      needs.map(([drv, wanted]) => [
        inStore(drv),
        'outputs' in wanted ? (wanted.outputs ?? []) : (wanted as readonly string[]),
      ]),
    ),
  };
}
