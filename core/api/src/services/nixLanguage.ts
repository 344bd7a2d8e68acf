import { token } from '../token.js';

/** What is wrong in a Nix text, and where a person would look for it. */
export interface NixFault {
  /** Stable, kebab-case: `missing-semicolon`. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** Both from 1; the column in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

/** The whole text after an edit, or why it was not made. */
export type NixEdit =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** An attribute path: `'a."b c".d'` as Nix writes it, or its names one by one. */
export type NixPath = string | readonly string[];

/**
 * The Nix language without Nix. An edit leaves all that it is not about as it stands, comments and
 * layout too, and is refused where the result would not parse. Trees are for `@nixai/nix` itself.
 */
export interface NixLanguage {
  /** Empty where Nix would accept the syntax. */
  faults(text: string): readonly NixFault[];
  /** What the text sets, in the order of the file; a text that does not parse still gives some. */
  assignments(text: string): readonly { readonly path: readonly string[]; readonly line: number }[];
  /** @param value as Nix: `true`, `[ 22 ]`. */
  set(text: string, path: NixPath, value: string): NixEdit;
  remove(text: string, path: NixPath): NixEdit;
  rename(text: string, from: NixPath, to: NixPath): NixEdit;
  append(text: string, path: NixPath, item: string): NixEdit;
  /** @param module as Nix: `./web.nix`. */
  addImport(text: string, module: string): NixEdit;
  addFlakeInput(
    text: string,
    input: {
      readonly name: string;
      readonly url: string;
      /** `{ nixpkgs: 'nixpkgs' }`. */
      readonly follows?: Readonly<Record<string, string>>;
    },
  ): NixEdit;
}
export const nixLanguage = token<NixLanguage>('nix-language');
