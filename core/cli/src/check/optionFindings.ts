import type { DocsEngine, OptionCatalog, OptionLookup, OptionSet } from '@nixai/api';
import { seeThrough, type Definition } from '@nixai/nix';
import { fits } from './types/fits.js';

/** What is wrong with a definition, before its place is known. */
export interface Doubt {
  readonly rule:
    | 'unknown-option'
    | 'renamed-option'
    | 'removed-option'
    | 'wrong-set'
    | 'wrong-type'
    | 'unknown-module';
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly hint?: string;
  /** What to point at: the step of the path, or the value. */
  readonly at: { readonly start: number; readonly end: number };
}

/** Options that are there without being documented. */
const internal =
  /^(?:assertions|warnings|lib|_module|meta|passthru|system\.build|system\.nixos|environment\.extraSetup|security\.pam\.services\.[^.]+\.text|nixpkgs\.(?:config|overlays|system|localSystem|crossSystem))(?:\.|$)/;

export interface Surroundings {
  readonly engine: DocsEngine;
  readonly catalog: OptionCatalog;
  /** Catalogs of the other sets, to tell an option that is in the wrong place. */
  readonly others: readonly OptionCatalog[];
  /** Paths that modules of the configuration itself declare. */
  readonly declares: (path: readonly string[]) => boolean;
  /** Some module could not be read: options may come from it. */
  readonly hasUnknownModules: boolean;
}

/** Judges a definition; `inside` says whether there is more to look at below it. */
export async function judge(
  definition: Definition,
  prefix: readonly string[],
  around: Surroundings,
): Promise<{ readonly doubts: readonly Doubt[] }> {
  const path = pathOf(definition, prefix);
  const match = around.catalog.match(path);
  switch (match.outcome) {
    case 'option':
      return { doubts: wrongTypes(definition, match.type, path) };
    case 'unknown':
      return { doubts: await unknown(definition, path, prefix.length, match.known, around) };
    default:
      return { doubts: [] };
  }
}

export const pathOf = ({ path }: Definition, prefix: readonly string[]): string[] => [
  ...prefix,
  ...path.map(({ name }) => name ?? '<name>'),
];

function wrongTypes(definition: Definition, type: string, path: readonly string[]): Doubt[] {
  return seeThrough(definition.value, definition.scope).flatMap(({ value, scope: _scope }) => {
    if (fits(value, type) !== 'no') return [];
    const inSight = value.start >= definition.by.start && value.end <= definition.by.end;
    const at = inSight ? value : definition.by;
    return [
      {
        rule: 'wrong-type' as const,
        severity: 'error' as const,
        message: `\`${path.join('.')}\` takes ${article(type)}`,
        at,
      },
    ];
  });
}

const article = (type: string): string => (type.length > 120 ? `${type.slice(0, 117)}…` : type);

async function unknown(
  definition: Definition,
  path: readonly string[],
  before: number,
  known: readonly string[],
  around: Surroundings,
): Promise<Doubt[]> {
  const name = path.join('.');
  if (internal.test(name) || around.declares(path)) return [];
  const computed = definition.path.findIndex((step) => step.name === undefined);
  if (computed >= 0 && before + computed <= known.length) return [];
  const at = definition.path[known.length - before]?.attribute ?? definition.by;
  const old = oldName(name, await around.engine.option(name, around.catalog.set), at);
  if (old !== undefined) return [old];
  const elsewhere = around.others.find((other) => {
    const { outcome } = other.match(path);
    return outcome === 'option' || outcome === 'inside';
  });
  if (elsewhere !== undefined)
    return [
      {
        rule: 'wrong-set',
        severity: 'error',
        message: `\`${name}\` is an option of ${setNames[elsewhere.set]}, and this is a module of ${setNames[around.catalog.set]}`,
        at,
      },
    ];
  const nearest = around.catalog.nearest(path, 3).filter((one) => isNear(path, one));
  if (known.length < 2 && around.hasUnknownModules && nearest.length === 0)
    return [
      {
        rule: 'unknown-module',
        severity: 'note',
        message: `\`${name}\` is not known here; a module that could not be read may declare it`,
        at,
      },
    ];
  return [
    {
      rule: 'unknown-option',
      severity: 'error',
      message: `there is no option \`${name}\``,
      hint: nearest.length === 0 ? undefined : `did you mean ${list(nearest)}?`,
      at,
    },
  ];
}

/** What is to be said of a name that options had once; undefined for any other. */
export function oldName(name: string, found: OptionLookup, at: Doubt['at']): Doubt | undefined {
  if (found.outcome === 'renamed')
    return {
      rule: 'renamed-option',
      severity: 'warning',
      message: `\`${name}\` is called ${list(found.to)} now`,
      hint: `write ${list(found.to)}`,
      at,
    };
  if (found.outcome === 'removed')
    return {
      rule: 'removed-option',
      severity: 'error',
      message: `\`${name}\` was removed`,
      hint: found.note,
      at,
    };
  return undefined;
}

/** Whether a name differs from what was written in one segment only. */
function isNear(path: readonly string[], name: string): boolean {
  const segments = name.split('.');
  if (segments.length !== path.length) return false;
  const different = segments.filter((one, at) => one !== path[at] && !/^[<*]/.test(one));
  return different.length <= 1;
}

const setNames: Readonly<Record<OptionSet, string>> = {
  nixos: 'NixOS',
  'home-manager': 'Home Manager',
  'nix-darwin': 'nix-darwin',
};

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
