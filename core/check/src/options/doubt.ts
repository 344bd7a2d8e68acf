import type { CheckEdit, OptionCatalog } from '@nixai/api';
import type { OwnOptions } from './declared.js';
import type { FormerNames } from './formerNames.js';

/** What is wrong with a definition, before its place is known. */
export interface Doubt {
  readonly rule:
    | 'unknown-option'
    | 'renamed-option'
    | 'removed-option'
    | 'wrong-set'
    | 'wrong-type'
    | 'unknown-module';
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly hint?: string;
  /** What mends it without changing what is meant. */
  readonly edit?: CheckEdit;
  /** What to point at: the step of the path, or the value. */
  readonly at: Span;
  /** The same message says no more a second time in a file. */
  readonly oncePerFile?: true;
}

/** Offsets in a file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is known of the module that a definition stands in. */
export interface Surroundings {
  /** What became of a name that options had once. */
  readonly renameOf: FormerNames;
  /** The same of Home Manager, around a module of a system. */
  readonly renameInHome?: FormerNames;
  readonly catalog: OptionCatalog;
  /** Catalogs of the other sets, to tell an option that is in the wrong place. */
  readonly others: readonly OptionCatalog[];
  /** What modules of the configuration itself declare. */
  readonly own: OwnOptions;
  /** What the flake's inputs and modules out of sight are called: what one of them declares has its name. */
  readonly inputs?: ReadonlySet<string>;
  /** Some module could not be read: options may come from it. */
  readonly isOpen: boolean;
  /** One of these may add options to a submodule of the set: `users.users.<name>.maid`. */
  readonly mayExtend: boolean;
  /** The release that the configuration is built with, where the set is of an older one. */
  readonly newer?: string;
  /** The option set is of the very release that it is built with, as far as that can be told. */
  readonly isOfRelease: boolean;
  /** It is built with a release before the one that the option set tells of. */
  readonly isBuiltBefore?: boolean;
  /** The types of the set are of another release than the one that it is built with, or may be. */
  readonly mayHaveOtherTypes?: boolean;
  /** Something says which set the module is of; otherwise that was guessed. */
  readonly isOfSet: boolean;
}
