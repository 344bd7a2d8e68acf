import { lookInside, type OptionCatalog, type OptionSet } from '@nixai/api';
import { eachDefinition, type Definition, type Look, type ModuleClass } from '@nixai/nix';
import type { LoadedModule } from '@nixai/machine';
import { findRename } from '@nixai/docs';
import { optionPathText } from '@nixai/nix/quoting';
import { pathOf } from './options/names.js';
import { slipsBeside } from './options/nearNames.js';

/** Which set a module seems to be of, and how much of it that set knows. */
export interface ClassGuess {
  readonly class: ModuleClass;
  /** 0 to 1, of the options that it defines; 1 where it defines none, or no set is at hand. */
  readonly share: number;
}

/** Names that only nix-darwin has (its manual): they tell more than how many a set knows. */
const ofDarwin =
  /^(?:homebrew|system\.(?:defaults|primaryUser|keyboard)|launchd\.(?:daemons|user)|environment\.systemPath|networking\.(?:computerName|localHostName|knownNetworkServices)|services\.(?:nix-daemon|yabai|skhd|karabiner-elements|spacebar)|security\.pam\.enableSudoTouchIdAuth)(?:\.|$)/;

const pathOfDarwin = /darwin|macos/i;
/** Folders in which people keep what is of Home Manager. */
const ofHome = /\/(?:homes?|home-?manager|home-modules|hm)(?:-modules)?\//;
/** Where everybody's files lie says nothing of them. */
const ownFolder = /^\/home\/[^/]+/;

const isOfHome = (path: string): boolean => ofHome.test(path.replace(ownFolder, ''));

/** Guesses from what a module defines: the set that knows most of it. */
export function guessClass(
  module: LoadedModule,
  catalogs: ReadonlyMap<OptionSet, OptionCatalog>,
): ClassGuess {
  if (seemsOfDarwin(module)) {
    const darwin = catalogs.get('nix-darwin');
    const share = module.loose === true && darwin !== undefined ? shareOf(module, darwin) : 1;
    return { class: 'nix-darwin', share };
  }
  const ofHomes = setsHomes(module);
  const first = isOfHome(module.file.path) ? 'home-manager' : 'nixos';
  const sets = [...catalogs].filter(([set]) => set !== 'home-manager' || !ofHomes);
  sets.sort(([a], [b]) => Number(b === first) - Number(a === first));
  let most: (ClassGuess & { readonly missing: number }) | undefined;
  for (const [set, catalog] of sets) {
    const { share, missing } = knownOf(module, catalog);
    // A set that takes any name below one that another looks into has fewer to be known.
    if (most === undefined || (share > most.share && missing < most.missing))
      most = { class: set, share, missing };
    // No set knows more than all of it, and the others would have to be read.
    if (share === 1) break;
  }
  return { class: most?.class ?? 'nixos', share: most?.share ?? 1 };
}

/** It gives homes to users, which a system does, whatever its file or its output is called. */
export function setsHomes(module: LoadedModule): boolean {
  let sets = false;
  for (const { value, scope } of module.parts.config)
    eachDefinition(value, scope, (definition) => {
      const [first, second] = pathOf(definition);
      sets ||= first === 'home-manager' && second === 'users';
      return first === 'home-manager' && second === undefined ? 'inside' : 'over';
    });
  return sets;
}

const shareOf = (module: LoadedModule, catalog: OptionCatalog): number =>
  knownOf(module, catalog).share;

/** How much of what a module defines a set knows, and of how many definitions it does not. */
function knownOf(
  module: LoadedModule,
  catalog: OptionCatalog,
): { readonly share: number; readonly missing: number } {
  const found = definedIn(module, catalog);
  const known = new Map(found.map((one) => [one, knownShare(one, catalog, module)]));
  const of = (one: Definition): number => known.get(one) ?? 0;
  const missing = found.reduce((sum, one) => sum + 1 - of(one), 0);
  if (!mayBeData(module)) return { share: meanOf(found, of), missing };
  // A list of all services that somebody runs, beside their hosts, is no module for its `services`.
  const ofTop = new Map<string, Definition[]>();
  for (const one of found) {
    const [top = ''] = pathOf(one);
    const same = ofTop.get(top);
    if (same === undefined) ofTop.set(top, [one]);
    else same.push(one);
  }
  return { share: meanOf([...ofTop.values()], (below) => meanOf(below, of)), missing };
}

const meanOf = <T>(all: readonly T[], share: (one: T) => number): number =>
  all.length === 0 ? 1 : all.reduce((sum, one) => sum + share(one), 0) / all.length;

/** Nothing leads to the file, and it takes nothing that modules are given (`{ config, pkgs, ... }:`). */
function mayBeData({ loose, file: { root } }: LoadedModule): boolean {
  if (loose !== true) return false;
  return root.kind !== 'lambda' || root.parameter.kind === 'identifier';
}

function seemsOfDarwin(module: LoadedModule): boolean {
  const { path } = module.file;
  if (module.loose === true && pathOfDarwin.test(path) && !isOfHome(path)) return true;
  let seems = false;
  eachOf(module, (definition) => {
    seems ||= isOfDarwin(definition);
    return 'inside';
  });
  return seems;
}

/** What a module defines, down to where the set has options or nothing. */
function definedIn(module: LoadedModule, catalog: OptionCatalog): Definition[] {
  const found: Definition[] = [];
  eachOf(module, (definition) => {
    const path = pathOf(definition);
    if (catalog.match(path).outcome !== 'branch') found.push(definition);
    return lookInside(catalog, path);
  });
  return found;
}

/** So many definitions tell what a module is of; a generated file may have a hundred thousand. */
const enough = 5000;

function eachOf({ parts }: LoadedModule, visit: (definition: Definition) => Look): void {
  let left = enough;
  for (const { value, scope } of parts.config) {
    const isLong = value.kind === 'set' && value.bindings.length > enough;
    const first = isLong ? { ...value, bindings: value.bindings.slice(0, enough) } : value;
    eachDefinition(first, scope, (definition) => (left-- > 0 ? visit(definition) : 'over'));
  }
}

/** Of an option with a slip in its name, the set knows all that stands before it. */
function knownShare(
  definition: Definition,
  catalog: OptionCatalog,
  { loose }: LoadedModule,
): number {
  const path = pathOf(definition);
  const match = catalog.match(path);
  if (match.outcome !== 'unknown') return 1;
  // What a set had once is of that set.
  if (findRename(optionPathText(path), [catalog.set]) !== undefined) return 1;
  if (match.known.length > 1) return 0.5;
  // Data, or a module of another system, may begin with a name that is like one of ours.
  if (loose === true && match.known.length === 0) return 0;
  return slipsBeside(path, match.known, catalog).length > 0 ? 0.5 : 0;
}

/** nix-darwin counts its state versions: 5, where NixOS has "25.05", or 2505 by mistake. */
function isOfDarwin(definition: Definition): boolean {
  const name = pathOf(definition).join('.');
  if (name === 'system.stateVersion')
    return definition.value.kind === 'integer' && definition.value.text.length === 1;
  return ofDarwin.test(name);
}
