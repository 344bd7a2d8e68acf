import { schema } from '@nixai/api';
import type { RefreshedHash } from './refresh.js';

const { object, string, list, optional, boolean, described } = schema;

export const refreshedFields = {
  file: string,
  version: string,
  ref: described('The tag whose files the hashes are of; empty where there was none', string),
  hashes: list(
    object({
      attribute: string,
      before: described('As Nix', string),
      after: optional(described('As Nix; absent where it was left', string)),
      from: optional(string),
      missing: optional(string),
      command: optional(string),
    }),
  ),
  written: boolean,
  undo: optional(string),
};

/** A line for each hash. */
export function renderHashes(hashes: readonly RefreshedHash[]): readonly string[] {
  return hashes.map(({ attribute, before, after, missing, command }) =>
    missing === undefined
      ? `${attribute} = ${after};${after === before ? '  # as it was' : ''}`
      : `${attribute}: not computed, ${missing}.${command === undefined || command === '' ? '' : ` Next: ${command}`}`,
  );
}

export function renderDone(file: string, written: boolean, undo: string | undefined): string {
  return written
    ? `Wrote ${file}.${undo === undefined ? '' : ` To take it back: nixai undo ${undo}`}`
    : 'Nothing was written.';
}
