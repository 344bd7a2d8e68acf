import { withoutStorePath, type Evidence } from '@nixai/api';
import { definitionsBelow, optionName, type Definition } from './optionDefinition.js';

export const patterns = [
  {
    anchors: [' does not exist'],
    line: new RegExp(
      `The option [\`'"](?<option>${optionName})['\`"](?: defined in [\`'"](?<file>[^'\`"]{1,300})['\`"])? does not exist`,
    ),
  },
];

export const docs = [{ title: 'NixOS options', url: 'https://search.nixos.org/options' }];

// Stylix' modules, where the log shows them as files of a flake's source.
export const targetModule = /^modules\/[\w-]{1,60}\/(?:hm|nixos|darwin|home-manager)\.nix$/;

/** A module of somebody else sets it: its release does not fit that of nixpkgs or Home Manager. */
export function thirdParty(evidence: Evidence): Definition | undefined {
  return definitionsOf(evidence).find(
    ({ file }) =>
      /^\/nix\/store\//.test(file) ||
      targetModule.test(file) ||
      /stylix|catppuccin|nixvim|home-manager|impermanence|lanzaboote|disko|sops-nix|agenix|nix-darwin|nixos-hardware|plasma-manager|nixarr/.test(
        file,
      ),
  );
}

export function definitionsOf(evidence: Evidence): readonly Definition[] {
  const inline = evidence.get('file');
  return inline === '' ? definitionsBelow(evidence) : [{ file: withoutStorePath(inline) }];
}

/**
 * The module system names the longest path that it does not know; what was really set stands below
 * it, printed as nested sets with one attribute each.
 */
export function fullPath(evidence: Evidence): string {
  const parts = [evidence.get('option')];
  const value = evidence.below(16).findIndex((text) => /^\s*\{$/.test(text));
  for (const text of value < 0 ? [] : evidence.below(16).slice(value + 1)) {
    const groups = /^\s*(?<name>[\w'-]{1,80}|"[^"]{1,80}") = (?<opens>\{$)?/.exec(text)?.groups;
    if (groups === undefined || groups['name'] === '_type') break;
    parts.push(groups['name'] ?? '');
    if (groups['opens'] === undefined) break;
  }
  return parts.join('.');
}

export function projectOf(file: string): string | undefined {
  return /stylix|catppuccin|nixvim|plasma-manager|home-manager|impermanence|disko|sops-nix|agenix/.exec(
    file,
  )?.[0];
}

export function isSkew(evidence: Evidence): boolean {
  const by = thirdParty(evidence);
  if (by === undefined) return false;
  // A flake's own copy lies in the store too, as `-source/…`; that prefix is gone from the file.
  return (
    projectOf(by.file) !== undefined ||
    /^\/nix\/store\//.test(by.file) ||
    targetModule.test(by.file)
  );
}
