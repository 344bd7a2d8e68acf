import type { Flake } from '../read/flake.js';

/** Replaces a range of the text; equal offsets only insert. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a rule found. */
export interface Fault {
  /** As Nix would say it, where Nix says something. */
  readonly message: string;
  /** What to do, where no edit does it, or what an edit leaves to do. */
  readonly hint?: string;
  /** Where it stands in the text. */
  readonly at: number;
  /** What mends it; absent where a person has to. */
  readonly edits?: readonly TextEdit[];
}

/** One fault that flakes have, and its mend. */
export interface FlakeRule {
  readonly id: string;
  /** `error`: Nix stops, or the flake is of no use to it. `warning`: Nix warns, or will stop. */
  readonly severity: 'error' | 'warning' | 'note';
  /** Why it is one, in a sentence. */
  readonly why: string;
  find(flake: Flake): readonly Fault[];
}
