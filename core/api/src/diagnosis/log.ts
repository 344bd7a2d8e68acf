/** One line of a log as rules see it: without escapes, timestamps and prefixes. */
export interface LogLine {
  /** Typographic quotes are plain ones here; indentation is kept. */
  readonly text: string;
  /** Its place in the input, counted from 1. */
  readonly number: number;
  /** Whose output it is: a builder (`nginx-1.24.0`) or a unit (`nginx.service`), where it says so. */
  readonly source?: string;
}

/** Lines that belong together: one builder's, one unit's, one evaluation's. */
export interface LogBlock {
  readonly lines: readonly LogLine[];
  /** The failing derivation's name without hash and `.drv`: `nginx-1.24.0`. */
  readonly derivation?: string;
  /** Where the derivation lies, as the log has it. */
  readonly derivationPath?: string;
}

/** What stands before the log, or in it, about the machine that it comes from. */
export interface LogOrigin {
  /** `2.18.1`; of Nix or of Lix. */
  readonly nix?: string;
  /** `24.05`. */
  readonly nixos?: string;
  /** `x86_64-linux`. */
  readonly system?: string;
  readonly kernel?: string;
  /** Its name, by a journal's lines or a shell's prompt. */
  readonly host?: string;
}
