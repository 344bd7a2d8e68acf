/**
 * Flags and arguments as plain data, in the shape that oclif's parser reads. A plugin needs no
 * oclif at run time, so a second copy of it is never loaded.
 */
export interface Flag<T> {
  readonly type: 'option' | 'boolean';
  readonly description: string;
  readonly char?: string;
  readonly required?: boolean;
  readonly multiple?: boolean;
  /** One value for each time the flag is given, so that the word after it is not taken too. */
  readonly multipleNonGreedy?: boolean;
  readonly options?: readonly string[];
  readonly default?: T;
  readonly allowNo?: boolean;
  readonly helpValue?: string;
  readonly helpGroup?: string;
  readonly hidden?: boolean;
  readonly exclusive?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly env?: string;
  readonly parse?: (input: string) => Promise<unknown>;
  /** Only for the type checker; never set. */
  readonly value?: T;
}

export type Arg<T> = Omit<Flag<T>, 'type' | 'char' | 'allowNo'>;

type Shared = Omit<
  Flag<unknown>,
  'type' | 'description' | 'parse' | 'default' | 'value' | 'required' | 'multiple' | 'options'
>;

const identity = async (input: string): Promise<string> => input;

/** A number flag's parser; the message names the bound that was crossed. */
function numberParser(kind: 'integer' | 'number', min = -Infinity, max = Infinity) {
  return async (input: string): Promise<number> => {
    const value = Number(input);
    const whole = kind === 'number' || Number.isInteger(value);
    if (input.trim() === '' || !Number.isFinite(value) || !whole)
      throw new Error(`expected ${kind === 'integer' ? 'an integer' : 'a number'}, not "${input}"`);
    if (value < min || value > max) {
      const bounds =
        max === Infinity
          ? `at least ${min}`
          : min === -Infinity
            ? `at most ${max}`
            : `${min} to ${max}`;
      throw new Error(`expected ${bounds}, not ${input}`);
    }
    return value;
  };
}

interface Optional {
  readonly required?: false;
}
interface Required {
  readonly required: true;
}
interface Default<T> {
  readonly default: T;
}

function string(description: string, more: Shared & (Required | Default<string>)): Flag<string>;
function string(description: string, more?: Shared & Optional): Flag<string | undefined>;
function string(description: string, more: object = {}): Flag<string | undefined> {
  return { type: 'option', description, parse: identity, ...more };
}

/** A flag that may be given several times; an empty list when it is not given. */
function strings(description: string, more: Shared = {}): Flag<readonly string[] | undefined> {
  const multiple = { multiple: true, multipleNonGreedy: true };
  return { type: 'option', description, ...multiple, parse: identity, ...more };
}

function boolean(
  description: string,
  more: Shared & Partial<Default<boolean>> = {},
): Flag<boolean> {
  return { type: 'boolean', description, ...more };
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}
function numeric(kind: 'integer' | 'number') {
  function make(
    description: string,
    more: Shared & Bounds & (Required | Default<number>),
  ): Flag<number>;
  function make(description: string, more?: Shared & Bounds & Optional): Flag<number | undefined>;
  function make(description: string, more: Bounds = {}): Flag<number | undefined> {
    const { min, max, ...rest } = more;
    return { type: 'option', description, parse: numberParser(kind, min, max), ...rest };
  }
  return make;
}

/** One of a few words. */
function oneOf<const W extends string>(
  words: readonly W[],
  description: string,
  more: Shared & Default<W>,
): Flag<W>;
function oneOf<const W extends string>(
  words: readonly W[],
  description: string,
  more?: Shared & Optional,
): Flag<W | undefined>;
function oneOf<const W extends string>(
  words: readonly W[],
  description: string,
  more: object = {},
): Flag<W | undefined> {
  return { type: 'option', description, options: words, parse: identity, ...more };
}

/** Builders of flags: `flag.string('Read this file', { char: 'f' })`. */
export const flag = {
  string,
  strings,
  boolean,
  integer: numeric('integer'),
  number: numeric('number'),
  oneOf,
};

function argument(description: string, more: { readonly required: true }): Arg<string>;
function argument(
  description: string,
  more?: { readonly required?: false },
): Arg<string | undefined>;
function argument(description: string, more: object = {}): Arg<string | undefined> {
  return { description, parse: identity, ...more };
}

/** Takes all the words that are left; put it last. The command's `argv` has them. */
function rest(
  description: string,
  more: { readonly required?: boolean } = {},
): Arg<string | undefined> {
  return { description, multiple: true, parse: identity, ...more };
}

/** Builders of positional arguments: `arg.string('The option', { required: true })`. */
export const arg = { string: argument, rest };

/** What a command gets from its declared flags or arguments. */
export type Values<F extends Record<string, Flag<unknown> | Arg<unknown>>> = {
  readonly [K in keyof F]: F[K] extends { readonly value?: infer T } ? T : never;
};
