import type {
  CheckConfiguration,
  CheckDefinition,
  OptionPath,
  OptionSet,
  WrittenValue,
} from '@nixai/api';

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
  const byPath = new Map<string, CheckDefinition[]>();
  for (const one of all) {
    const key = JSON.stringify(one.path);
    const same = byPath.get(key);
    if (same === undefined) byPath.set(key, [one]);
    else same.push(one);
  }
  const byPattern = new Map<string, readonly CheckDefinition[]>();
  const definitions = (option: OptionPath): readonly CheckDefinition[] => {
    const names = typeof option === 'string' ? option.split('.') : option;
    const key = JSON.stringify(names);
    // A configuration has thousands of definitions, and each may be asked for its like.
    if (!names.includes('*')) return byPath.get(key) ?? [];
    const found = byPattern.get(key) ?? all.filter(({ path }) => matchesOption(names, path));
    byPattern.set(key, found);
    return found;
  };
  return {
    set,
    complete,
    definitions,
    valueOf: (option) => (isComputed(option) ? undefined : certainValue(definitions(option))),
  };
}

/** `users.users.${name}`: two of these may be of different users. */
const isComputed = (option: OptionPath): boolean =>
  typeof option !== 'string' && option.includes(undefined);

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
