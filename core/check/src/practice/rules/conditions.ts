import {
  isWritten,
  textsOf,
  type CheckConfiguration,
  type CheckDefinition,
  type OptionPath,
} from '@nixai/api';

type Condition = (definition: CheckDefinition) => boolean;

/** One of the values that it can be seen to have is one of these. */
export const is =
  (...wanted: readonly (boolean | number | string)[]): Condition =>
  ({ values }) =>
    values.some((value) => wanted.some((one) => isWritten(value, one)));

/** A text, or a text in a list, matches. */
export const hasText =
  (pattern: RegExp): Condition =>
  ({ values }) =>
    values.some((value) => textsOf(value).some((text) => pattern.test(text)));

/** It is a text that says something. */
export const isText: Condition = ({ values }) =>
  values.some(({ type, ...value }) => type === 'string' && 'value' in value && value.value !== '');

/** A text written out in the file; not a path, and no name that something else fills in. */
export const isSecret: Condition = ({ values }) =>
  values.some(
    (value) =>
      value.type === 'string' &&
      value.value !== undefined &&
      !/^$|^[$@/~]|^ext:|^%[ds]\/|\$\{?__|^(?:changeme|example|dummy)$/i.test(value.value),
  );

export const isNull: Condition = ({ values }) => values.some(({ type }) => type === 'null');

/** An option is certain to be on. */
export function isOn(configuration: CheckConfiguration, option: OptionPath): boolean {
  const value = configuration.valueOf(option);
  return value !== undefined && isWritten(value, true);
}

/** An option is certain to be off. */
export function isOff(configuration: CheckConfiguration, option: OptionPath): boolean {
  const value = configuration.valueOf(option);
  return value !== undefined && isWritten(value, false);
}

/** An option is given a value somewhere, whatever it is. */
export function isGiven(configuration: CheckConfiguration, ...options: OptionPath[]): boolean {
  return options.some((option) => configuration.definitions(option).length > 0);
}

/**
 * It is a live medium: whoever starts it is its administrator anyway, and nixpkgs' own installer has empty
 * passwords and a free sudo.
 */
export const isLiveMedium = (configuration: CheckConfiguration): boolean =>
  isGiven(configuration, 'isoImage', 'isoImage.*', 'isoImage.*.*', 'netboot', 'netboot.*');

/** The path beside another one: the last name replaced. */
export function beside({ path }: CheckDefinition, name: string): OptionPath {
  return [...path.slice(0, -1), name];
}
