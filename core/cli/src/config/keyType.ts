import { parseParameter } from '@nixai/check/config';
import { isMapping } from './isMapping.js';

/** What a key's value may be. */
export interface KeyType {
  /** For people: "an integer from 1 to 65535". */
  readonly name: string;
  /** True for a value as a YAML file has it. */
  accepts(value: unknown): boolean;
  /** Reads words from the command line or one environment variable; what comes out is checked. */
  parse(words: readonly string[]): unknown;
}

const joined = (words: readonly string[]): string => words.join(' ');

function textual(name: string, pattern: RegExp): KeyType {
  return {
    name,
    accepts: (value) => typeof value === 'string' && pattern.test(value),
    parse: joined,
  };
}

/** A line of text without control characters. */
// eslint-disable-next-line no-control-regex
const text = textual('a line of text', /^[^\x00-\x1f\x7f]+$/);

/** The name of a provider, a doc source or the like. */
const word = textual('a name (letters, digits, dashes)', /^[a-z][a-z0-9-]*$/i);

/** A channel branch: it becomes part of an address, so nothing but a plain name. */
const branch = textual('a branch such as nixos-25.05', /^[a-z][a-z0-9.-]*$/);

/** How much a rule of `nixai check` weighs. */
const severity = textual(
  'RULE=off|note|warning|error',
  /^[a-z][\w/-]*=(?:off|note|warning|error)$/,
);

/** Where a rule of `nixai check` is silent: an option, or files. */
const exception = textual('RULE=OPTION or RULE=FILES', /^[a-z][\w/-]*=[^\s,=]+$/);

/** The first two numbers are what decides. */
const version = textual('a version such as 2.28', /^\d+\.\d+(?:\.\d+)*$/);

/** A path that is absolute or begins with `~/`, so that it means the same everywhere. */
const path = textual('an absolute path', /^(?:~?\/[^\0]*|~)$/);

/** A web address without user and password, which belong in a key of their own. */
const url: KeyType = {
  name: 'an http or https address',
  accepts(value) {
    if (typeof value !== 'string' || !URL.canParse(value)) return false;
    const { protocol, username, password } = new URL(value);
    return /^https?:$/.test(protocol) && username === '' && password === '';
  },
  parse: joined,
};

/** One of a few words. */
function oneOf(words: readonly string[]): KeyType {
  return {
    name: `one of ${words.join(', ')}`,
    accepts: (value) => typeof value === 'string' && words.includes(value),
    parse: joined,
  };
}

const boolean: KeyType = {
  name: 'true or false',
  accepts: (value) => typeof value === 'boolean',
  parse(words) {
    const typed = joined(words).toLowerCase();
    if (['true', 'yes', 'on', '1'].includes(typed)) return true;
    return ['false', 'no', 'off', '0'].includes(typed) ? false : typed;
  },
};

function numeric(kind: 'an integer' | 'a number', min: number, max: number): KeyType {
  return {
    name: `${kind} from ${min} to ${max}`,
    accepts: (value) =>
      typeof value === 'number' &&
      value >= min &&
      value <= max &&
      (kind === 'a number' || Number.isInteger(value)),
    parse(words) {
      const typed = joined(words).trim();
      return typed === '' || Number.isNaN(Number(typed)) ? typed : Number(typed);
    },
  };
}

/** A list; on the command line several words, in a variable separated by commas. */
function listOf(name: string, type: KeyType): KeyType {
  return {
    name,
    accepts: (value) => Array.isArray(value) && value.every((one) => type.accepts(one)),
    parse: (typed) => typed.flatMap((one) => one.split(/[\s,]+/)).filter((one) => one !== ''),
  };
}

/** Lists that rules of `nixai check` go by; which there are, only the rules know. */
const parameters: KeyType = {
  name: 'a list for each option of a rule, such as {group-unknown: {groups: [media]}}',
  accepts: (value) =>
    isMapping(value) &&
    Object.values(value).every(
      (rule) => isMapping(rule) && Object.values(rule).every((list) => isPlainList(list)),
    ),
  parse(words) {
    const read: Record<string, Record<string, unknown>> = {};
    for (const typed of words.flatMap((one) => one.split(/\s+/)).filter((one) => one !== '')) {
      const setting = parseParameter(typed);
      if (setting === undefined) return joined(words);
      (read[setting.rule] ??= {})[setting.name] = setting.values;
    }
    return read;
  },
};

const isPlainList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'number' || text.accepts(one));

const named = {
  text,
  name: word,
  names: listOf('a list of names', word),
  branch,
  path,
  url,
  version,
  severities: listOf('a list of RULE=off|note|warning|error', severity),
  parameters,
  exceptions: listOf('a list of RULE=OPTION or RULE=FILES', exception),
  urls: listOf('a list of http or https addresses', url),
  boolean,
};

type Range = readonly [min: number, max: number];

/** A type by its name, or with its bounds. */
export type KeyKind =
  | keyof typeof named
  | { readonly oneOf: readonly string[] }
  | { readonly integer: Range }
  | { readonly number: Range };

export function keyType(kind: KeyKind): KeyType {
  if (typeof kind === 'string') return named[kind];
  if ('oneOf' in kind) return oneOf(kind.oneOf);
  return 'integer' in kind
    ? numeric('an integer', ...kind.integer)
    : numeric('a number', ...kind.number);
}

export const isPathType = (type: KeyType): boolean => type === path;
