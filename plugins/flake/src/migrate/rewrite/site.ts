/** A place that pure evaluation does not take, or takes to mean something else. */
export interface Site {
  readonly kind:
    | 'search-path'
    | 'unlocked-fetch'
    | 'absolute-path'
    | 'current-system'
    | 'environment'
    | 'outside'
    | 'syntax';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** As it is written. */
  readonly text: string;
  /**
   * `mended`: an edit does it. `blocked`: a person has to, and until then the flake does not evaluate, or
   * evaluates to something else. `kept`: it is not evaluated where the configuration uses the file.
   */
  readonly state: 'mended' | 'blocked' | 'kept';
  /** What is done, or what to do. */
  readonly what: string;
}

/** A site with what mends it. */
export interface Mend extends Site {
  readonly edits?: readonly TextEdit[];
  /** Inputs that the flake must have. */
  readonly inputs?: readonly NeededInput[];
  /** Arguments that the module must take. */
  readonly formals?: readonly string[];
  /** Where it stands. */
  readonly at: number;
  /** What it is about shows only when it is evaluated: it may be right. */
  readonly isComputed?: boolean;
}

/** Replaces a range of the text; equal offsets only insert. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An input that a mend asks for. */
export interface NeededInput {
  readonly name: string;
  readonly url: string;
  readonly isFlake: boolean;
  /** Where the address comes from; absent for one that stands in the code. */
  readonly origin?: 'channel' | 'copy' | 'usual';
}

/** A site without what mends it. */
export const siteOf = ({ kind, file, line, text, state, what }: Site): Site => ({
  kind,
  file,
  line,
  text,
  state,
  what,
});

/** The same place, left to a person. */
export const blockedAt = (site: Mend, what: string): Mend => ({
  ...siteOf(site),
  at: site.at,
  state: 'blocked',
  what,
});
