import type { Complete } from './completion.js';
import type { JsonSchema } from './schema.js';

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
  /** What one value is, where it is more than a word. */
  readonly schema?: JsonSchema;
  /** Words for the shell that only the running program knows. */
  readonly complete?: Complete;
  /** Only for the type checker; never set. In a box, since what is optional loses its `undefined`. */
  readonly value?: { readonly of: T };
}

export type Arg<T> = Omit<Flag<T>, 'type' | 'char' | 'allowNo'>;

type Shared = Omit<
  Flag<unknown>,
  | 'type'
  | 'description'
  | 'parse'
  | 'default'
  | 'value'
  | 'required'
  | 'multiple'
  | 'options'
  | 'schema'
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

/** A flag that may be given several times; undefined when it is not given. */
function strings(description: string, more: Shared = {}): Flag<readonly string[] | undefined> {
  const multiple = { multiple: true, multipleNonGreedy: true };
  return { type: 'option', description, ...multiple, parse: identity, ...more };
}

/** A switch: false when it is not given. */
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
    const schema = { type: kind, minimum: min, maximum: max };
    return { type: 'option', description, schema, parse: numberParser(kind, min, max), ...rest };
  }
  return make;
}

/** Some of a few words; the flag is given once for each. */
function fewOf<const W extends string>(
  words: readonly W[],
  description: string,
  more: Shared = {},
): Flag<readonly W[] | undefined> {
  const multiple = { multiple: true, multipleNonGreedy: true };
  return { type: 'option', description, options: words, ...multiple, parse: identity, ...more };
}

/** One of a few words. */
function oneOf<const W extends string>(
  words: readonly W[],
  description: string,
  more: Shared & Default<NoInfer<W>>,
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
  fewOf,
};

interface ArgShared {
  readonly complete?: Complete;
}

function argument(description: string, more: ArgShared & Required): Arg<string>;
function argument(description: string, more?: ArgShared & Optional): Arg<string | undefined>;
function argument(description: string, more: object = {}): Arg<string | undefined> {
  return { description, parse: identity, ...more };
}

function integer(description: string, more: ArgShared & Bounds & Required): Arg<number>;
function integer(
  description: string,
  more?: ArgShared & Bounds & Optional,
): Arg<number | undefined>;
function integer(description: string, more: Bounds = {}): Arg<number | undefined> {
  const { min, max, ...rest } = more;
  const schema = { type: 'integer', minimum: min, maximum: max };
  return { description, schema, parse: numberParser('integer', min, max), ...rest };
}

/** One of a few words. */
function argOneOf<const W extends string>(
  words: readonly W[],
  description: string,
  more: ArgShared & Required,
): Arg<W>;
function argOneOf<const W extends string>(
  words: readonly W[],
  description: string,
  more?: ArgShared & Optional,
): Arg<W | undefined>;
function argOneOf<const W extends string>(
  words: readonly W[],
  description: string,
  more: object = {},
): Arg<W | undefined> {
  return { description, options: words, parse: identity, ...more };
}

/** Takes all the words that are left; put it last. An empty list where there are none. */
function rest(
  description: string,
  more: ArgShared & { readonly required?: boolean } = {},
): Arg<readonly string[]> {
  return { description, multiple: true, parse: identity, ...more };
}

/** Builders of positional arguments: `arg.string('The option', { required: true })`. */
export const arg = { string: argument, integer, oneOf: argOneOf, rest };

/** What a command gets from its declared flags or arguments. */
export type Values<F extends Record<string, Flag<unknown> | Arg<unknown>>> = {
  readonly [K in keyof F]: F[K] extends { readonly value?: { readonly of: infer T } } ? T : never;
};
