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

/** Whether a path is the option's: name by name, where `*` and a computed name fit any other. */
export function matchesOption(option: OptionPath, path: readonly (string | undefined)[]): boolean {
  const names = typeof option === 'string' ? option.split('.') : option;
  if (names.length !== path.length) return false;
  return names.every((name, at) => name === '*' || name === path[at]);
}

/** The configuration that some definitions are. Core makes it from modules, the test kit from samples. */
export function createCheckConfiguration(
  set: OptionSet,
  complete: boolean,
  all: readonly CheckDefinition[],
): CheckConfiguration {
  const known = new Map<string, readonly CheckDefinition[]>();
  const definitions = (option: OptionPath): readonly CheckDefinition[] => {
    const key = typeof option === 'string' ? option : JSON.stringify(option);
    const found = known.get(key) ?? all.filter(({ path }) => matchesOption(option, path));
    known.set(key, found);
    return found;
  };
  return {
    set,
    complete,
    definitions,
    valueOf: (option) => certainValue(definitions(option)),
  };
}

function certainValue(definitions: readonly CheckDefinition[]): WrittenValue | undefined {
  // `mkOverride x` with a computed x: nobody knows who wins.
  if (definitions.some(({ priority }) => Number.isNaN(priority))) return undefined;
  const strongest = Math.min(...definitions.map(({ priority }) => priority));
  const winning = definitions.filter(({ priority }) => priority === strongest);
  if (winning.some(({ conditional, values }) => conditional || values.length !== 1))
    return undefined;
  const [value, ...others] = winning.flatMap(({ values }) => values);
  const same = (other: WrittenValue): boolean => JSON.stringify(other) === JSON.stringify(value);
  return value?.type !== 'unknown' && others.every(same) ? value : undefined;
}
