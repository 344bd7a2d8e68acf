import { withoutStorePath, type Evidence } from '@nixai/api';
import { definitionsBelow, optionName, type Definition } from './optionDefinition.js';

export const patterns = [
  {
    anchors: [' does not exist'],
    line: new RegExp(
      `The option [\`'"](?<option>${optionName})['\`"](?: defined in [\`'"](?<file>[^'\`"]{1,300})['\`"])? does not exist`,
    ),
  },
  {
    // The message itself could not be made: the value that it would show fails, too.
    anchors: ['which is an option that does not exist'],
    line: new RegExp(
      `while evaluating the error message for definitions for [\`'"](?<option>${optionName})['\`"], which is an option that does not exist`,
    ),
  },
];

export const docs = [{ title: 'NixOS options', url: 'https://search.nixos.org/options' }];

/** Modules that are written in flake.nix itself are told as of the library that takes them. */
export const isInline = (file: string): boolean =>
  /(?:^|\/)nixos\/common\.nix$|(?:^|\/)flake\.nix$/.test(file);

/** A module of somebody else sets it: its release does not fit that of nixpkgs or Home Manager. */
export function thirdParty(
  evidence: Evidence,
): (Definition & { readonly project?: string }) | undefined {
  return definitionsOf(evidence)
    .map((one) => {
      const { owner, input } = evidence.context.place(one.file);
      return { ...one, owner, project: input };
    })
    .find(
      ({ owner, file, project }) =>
        // What the person writes under home-manager.users is told as of this file.
        !isInline(file) &&
        // Modules of nixpkgs set nothing that the same nixpkgs does not declare.
        project !== 'nixpkgs' &&
        (owner === 'foreign' || /^\/nix\/store\/[0-9a-z]{32}-(?!source\/)/.test(file)),
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

/** What was set there, if the log shows it whole: on the definition's own line, or in the sets below it. */
export function setTo(evidence: Evidence, option: string): string | undefined {
  const leaf = option.split('.').at(-1) ?? option;
  const [only, other] = definitionsOf(evidence);
  if (other !== undefined) return undefined;
  if (option === evidence.get('option')) return only?.value;
  for (const text of evidence.below(16)) {
    const groups = /^\s*(?<name>[\w'-]{1,80}) = (?<value>.{1,80});$/.exec(text)?.groups;
    if (groups?.['name'] === leaf) return groups['value'];
  }
  return only?.value;
}

export const isSkew = (evidence: Evidence): boolean => thirdParty(evidence) !== undefined;
