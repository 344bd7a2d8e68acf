import { token } from '../token.js';
import type { CheckConfiguration, CheckDefinition } from '../check/configuration.js';
import type { OptionSet } from '../docSource.js';
import type { OptionEntry } from '../optionCatalog.js';

/** Something that a person should look at in a configuration. */
export interface CheckFinding {
  /** Stable, kebab-case: `unknown-option`, `ssh-password-login`. */
  readonly rule: string;
  /** `note` does not make a configuration faulty: it may well be right. */
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  /** Why it matters, where the message does not say. */
  readonly why?: string;
  /** What mends it. */
  readonly hint?: string;
  /** Where more is written, https. */
  readonly docs?: string;
  /** The plugin whose rule it is; absent for nixai's own. */
  readonly origin?: string;
  /** Whether `nixai check --fix` can mend it. */
  readonly fixable?: boolean;
  readonly file: string;
  /** From 1, in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What an option set was checked with. */
export interface CheckedAgainst {
  readonly set: OptionSet;
  /** "nixos-25.05 (channel, 20,919 options)". */
  readonly text: string;
  /** False where the set is a selection: then no option is called unknown. */
  readonly complete: boolean;
}

/** What was found in a machine or a home, with all that it imports. */
export interface CheckedHost {
  /** What the flake calls it, or the folder that it has. */
  readonly name: string;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

export interface CheckReport {
  /** In the order of files and lines. */
  readonly findings: readonly CheckFinding[];
  /** Every file that was read. */
  readonly files: readonly string[];
  /** How many option definitions were looked at. */
  readonly definitions: number;
  readonly against: readonly CheckedAgainst[];
  /** Imports that only an evaluation would find: options may come from there. */
  readonly unknownImports: readonly string[];
  /** By machine and home; absent where there are not several. */
  readonly hosts?: readonly CheckedHost[];
}

/** The options of a module system that is none of nixai's own: devenv's. */
export interface ModuleOptions {
  /** All of them. The same list is looked through once. */
  readonly options: readonly OptionEntry[];
  /** Old names and what each is called now; a block of options by the name of the block. */
  readonly renames: Readonly<Record<string, string>>;
}

/** A file or a folder; or a text with the name to show for it. */
export type CheckTarget = string | { readonly name: string; readonly text: string };

/** What is known of a configuration beyond what its files say. */
export interface CheckOptions {
  /** What files are to be taken to say, by their absolute paths: an editor has not written them yet. */
  readonly texts?: ReadonlyMap<string, string>;
  /** The option set of modules of which nothing else tells it; guessed from what they define if absent. */
  readonly set?: OptionSet;
}

/** A part of a text, in UTF-16 code units from 0. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Where a text gives an option its value, or reads it. */
export interface OptionPlace {
  readonly set: OptionSet;
  /** From the root of the set; `<name>` for a name that is computed, `*` for an element of a list. */
  readonly path: readonly string[];
  /** Where each name of the path stands; undefined where it is not written out. */
  readonly names: readonly (TextSpan | undefined)[];
  /** The value as it is written there; absent where the option is read. */
  readonly value?: TextSpan;
}

export interface OptionPlaces {
  /** Of the module that the file is, told or guessed; absent for a flake. */
  readonly set?: OptionSet;
  /** Outermost first; what is read comes after what is defined. */
  readonly places: readonly OptionPlace[];
}

/** A machine or a home of what was read, with what it says. */
export interface ReadConfiguration {
  /** What the flake calls it; absent where it is not of a flake. */
  readonly name?: string;
  readonly configuration: CheckConfiguration;
  /** Where a definition of it stands; `line` from 1. */
  placeOf(
    definition: CheckDefinition,
  ): { readonly file: string; readonly line: number } | undefined;
  /** All definitions of it, in the order in which its files are read. */
  readonly all: readonly CheckDefinition[];
  /** The value of one of them as it is written, in Nix. It may hold a secret. */
  textOf(definition: CheckDefinition): string | undefined;
}

/** Checks configurations without Nix: options, types, practice. */
export interface Checker {
  /** @throws NixaiError `check-unreadable` (exit 5) where there is nothing to read. */
  check(target: CheckTarget, options?: CheckOptions): Promise<CheckReport>;
  /**
   * The machines and homes that a target leads to, each with all that it imports, as rules see them.
   * @throws NixaiError `check-unreadable` (exit 5) where there is nothing to read.
   */
  configurations(
    target: CheckTarget,
    options?: Pick<CheckOptions, 'texts'>,
  ): Promise<readonly ReadConfiguration[]>;
  /**
   * What files would say once they are mended, by their paths, as `nixai check --fix` would write them;
   * those alone that differ. Nothing is written.
   * @param only the one finding that is to be mended; all that can be if absent.
   * @throws NixaiError `check-unreadable` (exit 5).
   */
  mended(
    target: CheckTarget,
    options?: CheckOptions & { readonly only?: CheckFinding },
  ): Promise<ReadonlyMap<string, string>>;
  /**
   * Every place of a text that names an option, as the check reads it; of a text that does not parse as
   * many as can be read.
   * @param file its path, and what it says.
   */
  optionPlaces(
    file: { readonly name: string; readonly text: string },
    options?: Pick<CheckOptions, 'set'>,
  ): Promise<OptionPlaces>;
  /**
   * Checks a module of a system that is none of nixai's own: syntax, names, types. Imports are not
   * followed; where there are some, what is unknown is a note.
   * @param target its text, and the name that findings give it.
   */
  checkModule(
    target: { readonly name: string; readonly text: string },
    options: ModuleOptions,
  ): Promise<readonly CheckFinding[]>;
}
export const checker = token<Checker>('check');
