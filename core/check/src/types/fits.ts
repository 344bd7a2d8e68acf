import { literalOf, type Expression, type Literal } from '@nixai/nix';
import { alternativesOf, listItems, listOf } from './splitType.js';

/** Whether a value can be of a type; `unknown` where only an evaluation or a newer nixai tells. */
export type Fit = 'yes' | 'no' | 'unknown';

/** Compares a value that is written out with an option's type, as `options.json` describes it. */
export function fits(value: Expression, type: string): Fit {
  // What `<name>` stands for a `__findFile` of one's own decides.
  if (value.kind === 'searchPath') return 'unknown';
  const literal = literalOf(value);
  if (literal === undefined) return 'unknown';
  const found = alternativesOf(type).map((one) => fitsOne(literal, one));
  if (found.includes('yes')) return 'yes';
  return found.includes('unknown') ? 'unknown' : 'no';
}

/** The items of a list that cannot be of the type that the list's items have; none for anything else. */
export function misfits(value: Expression, type: string): Expression[] {
  const literal = literalOf(value);
  const of = listItems(type);
  if (literal?.type !== 'list' || of === undefined) return [];
  return literal.items.filter((item) => fits(item, of) === 'no');
}

/** What takes a text. */
export const stringLike =
  /^(?:(?:non-empty |\(optionally newline-terminated\) )?(?:single-line )?string\b|strings? |Concatenated string|string, not containing)/;

/** One parameter of the kernel: what has a space in it is two of them. */
export const wordsOfText = 'string, with spaces inside double quotes';

function fitsOne(literal: Literal, type: string): Fit {
  if (type === 'null') return is(literal.type === 'null');
  // nixpkgs writes `<null>` for the null of an enum.
  if (literal.type === 'null' && type.startsWith('one of ')) return is(type.includes('<null>'));
  if (literal.type === 'null') return knownType.test(type) ? 'no' : 'unknown';
  if (type === 'boolean') return is(literal.type === 'boolean');
  const pair = /^pair of (.*)$/.exec(type)?.[1];
  if (pair !== undefined) return fitsPair(literal, pair);
  // What each part of it takes stands side by side, as alternatives do.
  if (type.startsWith('tuple of ')) return literal.type === 'list' ? 'unknown' : 'no';
  if (/integer/.test(type) && !/list|attribute|set/.test(type)) return fitsInteger(literal, type);
  if (/^(?:floating point number|(?:positive |signed )?(?:number|float))/.test(type))
    return is(literal.type === 'integer' || literal.type === 'float');
  if (type.startsWith('one of ')) return fitsEnum(literal, type.slice(7));
  if (type.startsWith('string matching the pattern'))
    return literal.type === 'string' ? fitsPattern(literal.value, type) : notSet(literal);
  if (type === wordsOfText && literal.type === 'string' && literal.value !== undefined)
    return is(/^(?:[^"\s]|"[^"]*")+$/.test(literal.value));
  if (stringLike.test(type)) return literal.type === 'string' ? 'yes' : notSet(literal);
  if (/^(?:absolute )?path\b/.test(type)) return fitsPath(literal);
  if (type === 'package') return fitsPackage(literal);
  const list = listOf.exec(type);
  if (list?.[1] !== undefined || /^non-empty \(list of/.test(type))
    return fitsList(literal, list?.[1]);
  if (/^(?:lazy )?attribute set\b|^attrs\b/.test(type)) return fitsSet(literal);
  if (type === 'submodule') return fitsSubmodule(literal);
  return 'unknown';
}

const knownType =
  /^(?:boolean$|signed integer|unsigned integer|positive integer|integer|\d+ bit|string$|strings |non-empty string|path$|absolute path|package$|list of|one of )/;

const is = (right: boolean): Fit => (right ? 'yes' : 'no');

/** A set may be made into nearly anything (a derivation is a path and a package); a path is no text. */
const notSet = (literal: Literal): Fit => (literal.type === 'set' ? 'unknown' : 'no');

function fitsInteger(literal: Literal, type: string): Fit {
  if (literal.type !== 'integer') return 'no';
  const range = /between (-?\d+) and (-?\d+) \(both inclusive\)/.exec(type);
  if (range !== null)
    return is(
      literal.value >= BigInt(range[1] as string) && literal.value <= BigInt(range[2] as string),
    );
  if (/^positive|meaning >0/.test(type)) return is(literal.value > 0n);
  if (/^unsigned|meaning >=0/.test(type)) return is(literal.value >= 0n);
  return 'yes';
}

const posixClasses: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' ',
  digit: '0-9',
  lower: 'a-z',
  space: ' ',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

/** Nix matches the whole string by the extended expressions of POSIX. */
function fitsPattern(value: string | undefined, type: string): Fit {
  const pattern = type.replace(/^string matching the pattern /, '');
  const classes = pattern.replace(/\[:(\w+):\]/g, (all, name: string) => posixClasses[name] ?? all);
  // What means another thing to the two is left alone.
  if (value === undefined || /\\[^.]|\[:|\[\^?\]|\(\?/.test(classes)) return 'unknown';
  try {
    return is(new RegExp(`^(?:${classes})$`, 'u').test(value));
  } catch {
    return 'unknown';
  }
}

/** `"a", "b", 3`: a string that holds something computed may be any of them. */
function fitsEnum(literal: Literal, written: string): Fit {
  const values = [...written.matchAll(/"((?:[^"\\]|\\.)*)"|(-?\d+)|\b(true|false|null)\b/g)];
  if (literal.type === 'string') {
    if (literal.value === undefined) return 'unknown';
    return is(values.some(([, text]) => text === literal.value));
  }
  if (literal.type === 'integer')
    return is(values.some(([, , digits]) => digits === String(literal.value)));
  if (literal.type === 'boolean')
    return is(values.some(([, , , word]) => word === String(literal.value)));
  return 'no';
}

function fitsPath(literal: Literal): Fit {
  if (literal.type === 'path') return 'yes';
  if (literal.type === 'string')
    return literal.value === undefined ? 'unknown' : is(literal.value.startsWith('/'));
  return literal.type === 'set' ? 'unknown' : 'no';
}

/** A path in the store is taken for the package that it is, as a text too: `"${pkgs.hello}"`. */
function fitsPackage(literal: Literal): Fit {
  const isInStore = literal.type === 'string' && literal.value?.startsWith('/nix/store/') !== false;
  return literal.type === 'set' || literal.type === 'path' || isInStore ? 'unknown' : 'no';
}

function fitsList(literal: Literal, of: string | undefined): Fit {
  if (literal.type !== 'list') return 'no';
  if (of === undefined) return 'unknown';
  const found = literal.items.map((item) => fits(item, of));
  if (found.includes('no')) return 'no';
  return found.includes('unknown') ? 'unknown' : 'yes';
}

function fitsPair(literal: Literal, of: string): Fit {
  if (literal.type === 'list' && literal.items.length !== 2) return 'no';
  return fitsList(literal, of);
}

/** A module is a set, a function, or the file that it stands in; many take a list as well, and do not say so. */
function fitsSubmodule(literal: Literal): Fit {
  if (literal.type === 'set') return 'yes';
  const isFile =
    literal.type === 'path' ||
    (literal.type === 'string' && literal.value?.startsWith('/') !== false);
  return literal.type === 'function' || literal.type === 'list' || isFile ? 'unknown' : 'no';
}

/** What is below a set is looked at definition by definition. A function may be a submodule. */
function fitsSet(literal: Literal): Fit {
  if (literal.type === 'set') return 'yes';
  return literal.type === 'function' || literal.type === 'path' ? 'unknown' : 'no';
}
