import type { ReadConfiguration } from '@nixai/api';
import { leavesOf, parse } from '@nixai/nix';

/** A value that an option is to have. */
export interface OptionEdit {
  readonly path: readonly string[];
  /** As Nix. */
  readonly value: string;
}

/** Something that edits of a configuration's files bring about. */
export interface WantedEdit {
  /** What it is called: the id of a rule, or of an advice. */
  readonly id: string;
  readonly edits: readonly OptionEdit[];
  /** Whether an option that has a value already keeps it. */
  readonly keeps?: boolean;
  /** Whether what is written says it; a text that cannot be told to say it is not written. */
  readonly holds: (read: ReadConfiguration) => boolean;
}

/** The options that a piece of a module sets: `nix.gc.automatic = true;`. Empty where it is none. */
export function editsIn(nix: string): readonly OptionEdit[] {
  const source = `{ ${nix} }`;
  const { tree, errors } = parse(source);
  if (errors.length > 0) return [];
  return leavesOf(tree).map(({ names, written }) => ({
    path: names,
    value: source.slice(written.start, written.end),
  }));
}
