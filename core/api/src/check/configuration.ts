import type { OptionSet } from '../docSource.js';
import type { WrittenValue } from './value.js';

/** One place where a configuration gives an option a value. */
export interface CheckDefinition {
  /** The names of its path; undefined where one is computed. */
  readonly path: readonly (string | undefined)[];
  /** The values that it can be seen to have: several behind `if`. */
  readonly values: readonly WrittenValue[];
  /** Behind `mkIf` or `if`: it may not be there at all. */
  readonly conditional: boolean;
  /** What `mkForce` (50) and `mkDefault` (1000) change; 100 is a plain definition, lower wins. */
  readonly priority: number;
}

/** The definitions of one machine, or of one home, with everything that it imports. */
export interface CheckConfiguration {
  readonly set: OptionSet;
  /** It is known to be a whole machine or home, and every import could be followed. */
  readonly complete: boolean;
  /** All definitions of an option; `*` stands for any one name: `users.users.*.shell`. */
  definitions(option: OptionPath): readonly CheckDefinition[];
  /** The one value that the definitions in sight agree on; undefined where that is not certain. */
  valueOf(option: OptionPath): WrittenValue | undefined;
}

/** `users.users.*.shell`, or its names one by one where a name has dots. */
export type OptionPath = string | readonly (string | undefined)[];
