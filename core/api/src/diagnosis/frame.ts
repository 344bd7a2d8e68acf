import type { SourcePosition } from './rule.js';

/** A place that an evaluation passed through. */
export interface Frame extends SourcePosition {
  /** Index of its line in the block. */
  readonly index: number;
  /** True for the libraries of nixpkgs and Home Manager, which are seldom at fault. */
  readonly library: boolean;
}

/** A file of a flake's copy in the store, as it is called in the flake. */
export function withoutStorePath(file: string): string {
  return file
    .replace(/^(?:\/mnt)?\/nix\/store\/[0-9a-z]{32}-(?:[0-9a-z]{32}-)?source\//, '')
    .replace(/,+$/, '')
    .replace(/^(?<inner>[^(]*)\)$/, '$<inner>');
}

/** `file:line:column`, as far as known. */
export function placeName({ file, line, column }: SourcePosition): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
