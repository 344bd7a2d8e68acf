import { literalOf, lookUp, openedAround, parse, type Expression, type Scope } from '@nixai/nix';
import { isIdentifier, quoted } from '@nixai/nix/quoting';
import { isPkgs, packageOf } from '../packagesInList.js';
import { fits, stringLike, wordsOfText } from './fits.js';
import { alternativesOf, listOf } from './splitType.js';

/** A value as an option takes it. */
export interface Rewritten {
  /** Nix source that means what was meant. */
  readonly text: string;
  /** What was wrong with the way that it was written, in a few words. */
  readonly how: string;
  /** `text` needs nothing that the file lacks. */
  readonly stands: boolean;
}

/**
 * How a value that does not fit is written for its type: `80` for `"80"`, `[ "wheel" ]` for `"wheel"`.
 * Undefined where it does not show what was meant.
 */
export function asTaken(value: Expression, type: string, scope: Scope): Rewritten | undefined {
  for (const one of alternativesOf(type)) {
    if (isSetForList(value, one))
      return { text: '[ { … } ]', how: 'a list of sets stands in brackets', stands: false };
    const found = asOne(value, one, scope);
    // A number without quotes may still be no port.
    if (found !== undefined && fits(parse(found.text).tree.root, one) !== 'no') return found;
  }
  return undefined;
}

/** `swapDevices = { device = …; };` */
const isSetForList = (value: Expression, type: string): boolean =>
  literalOf(value)?.type === 'set' && /^\(?submodule\)?$/.test(listOf.exec(type)?.[1] ?? '');

function asOne(value: Expression, type: string, scope: Scope): Rewritten | undefined {
  const literal = literalOf(value);
  if (type === wordsOfText && literal?.type === 'string' && literal.value?.includes('"') === false)
    return {
      text: literal.value.trim().split(/\s+/).map(quoted).join(' '),
      how: 'each is a text of its own',
      stands: true,
    };
  const list = listOf.exec(type)?.[1];
  if (list !== undefined) return asList(value, list, scope);
  switch (literal?.type) {
    case 'string':
      return literal.value === undefined ? undefined : fromText(literal.value, type, scope);
    case 'integer':
    case 'float':
      return fromNumber(value, type);
    case 'boolean':
      return fromTruth(literal.value, type);
    case 'list':
      return fromList(literal.items, type);
    case 'path':
      return fromPath(value, type);
    default:
      return undefined;
  }
}

/** One item stands in brackets too. */
function asList(value: Expression, of: string, scope: Scope): Rewritten | undefined {
  const one = packageOf(value, scope, false);
  if (one !== undefined && of === 'package')
    return { text: `[ pkgs.${one} ]`, how: 'a list stands in brackets', stands: true };
  const type = literalOf(value)?.type;
  if (type === undefined || type === 'list' || type === 'set' || type === 'null') return undefined;
  const item = fits(value, of) === 'no' ? asTaken(value, of, scope)?.text : sourceOf(value);
  if (item === undefined || / \[|^\[|^one of /.test(item)) return undefined;
  const stands = type !== 'string' || !/\bpackage\b/.test(of) || isPkgsThere(scope);
  return { text: `[ ${item} ]`, how: 'a list stands in brackets', stands };
}

/** A literal's own text; undefined where it does not show from what it means. */
function sourceOf(value: Expression): string | undefined {
  const literal = literalOf(value);
  if (literal?.type === 'string')
    return literal.value === undefined ? undefined : quoted(literal.value);
  if (literal?.type === 'integer' || literal?.type === 'boolean') return String(literal.value);
  return undefined;
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['enable', true],
  ['enabled', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['disable', false],
  ['disabled', false],
  ['0', false],
]);

function fromText(text: string, type: string, scope: Scope): Rewritten | undefined {
  if (type === 'boolean') {
    const truth = truths.get(text.toLowerCase());
    return truth === undefined
      ? undefined
      : plainly(String(truth), 'true and false have no quotes');
  }
  if (/integer|floating point number/.test(type) && !/list|attribute|set/.test(type))
    return /^-?(?:0|[1-9]\d{0,15})$/.test(text)
      ? plainly(text, 'a number has no quotes')
      : undefined;
  if (type === 'package') return asPackage(text, scope);
  return undefined;
}

/** `"zsh"` is a text; the package is `pkgs.zsh`. */
function asPackage(text: string, scope: Scope): Rewritten | undefined {
  const names = text.replace(/^(?:nixpkgs|pkgs)\./, '').split('.');
  if (!names.every(isIdentifier)) return undefined;
  const opened = openedAround(scope);
  const isOpened = opened !== undefined && isPkgs(opened);
  return {
    text: isOpened ? names.join('.') : `pkgs.${names.join('.')}`,
    how: isPkgsThere(scope)
      ? 'the package of that name'
      : 'the package of that name; name pkgs among the arguments of the file',
    stands: isPkgsThere(scope),
  };
}

const isPkgsThere = (scope: Scope): boolean => lookUp('pkgs', scope) !== undefined;

function fromNumber(value: Expression, type: string): Rewritten | undefined {
  const literal = literalOf(value);
  if (type === 'boolean' && literal?.type === 'integer') {
    const truth = truths.get(String(literal.value));
    return truth === undefined ? undefined : plainly(String(truth), 'true or false is asked for');
  }
  // What is written counts: 25.10 is no 25.1.
  const text = value.kind === 'integer' || value.kind === 'float' ? value.text : undefined;
  return text !== undefined && isText(type) ? asText(text) : undefined;
}

const isText = (type: string): boolean =>
  /^(?:(?:non-empty )?(?:single-line )?string$|strings concatenated)/.test(type);

function fromTruth(value: boolean, type: string): Rewritten | undefined {
  const [yes, no] = pairsOfWords.find((pair) =>
    pair.every((word) => type.startsWith('one of ') && type.includes(`"${word}"`)),
  ) ?? [undefined, undefined];
  const word = value ? yes : no;
  if (word === undefined) return undefined;
  const others = [...type.matchAll(/"([^"]*)"/g)].map(([, one = '']) => one);
  if (value && others.length > 2)
    return {
      // Types name what opens the most first.
      text: `one of ${[...others.filter((one) => one !== word).reverse(), word].map(quoted).join(', ')}`,
      how: 'true does not say which',
      stands: false,
    };
  return {
    text: quoted(word),
    how: 'one of several words is asked for',
    // What was off stays off; what "on" means among several words a person says.
    stands: !value,
  };
}

const pairsOfWords: readonly (readonly [string, string])[] = [
  ['yes', 'no'],
  ['on', 'off'],
  ['true', 'false'],
  ['enabled', 'disabled'],
];

/** `Europe/Berlin` is a path, as Nix reads it; of `./motd` the text is meant that the file has. */
function fromPath(value: Expression, type: string): Rewritten | undefined {
  if (value.kind !== 'path' || !stringLike.test(type)) return undefined;
  const [only, more] = value.parts;
  if (only?.kind !== 'text' || more !== undefined) return undefined;
  if (!/^[./~]/.test(only.text)) return asText(only.text);
  return /^strings concatenated/.test(type)
    ? plainly(`builtins.readFile ${only.text}`, "the file's text, not its path")
    : undefined;
}

/** One item where there is room for one; a set has braces, and says what each of its values is. */
function fromList(items: readonly Expression[], type: string): Rewritten | undefined {
  if (/^(?:lazy )?attribute set\b/.test(type))
    return {
      text: items.length === 0 ? '{ }' : '{ NAME = …; }',
      how: 'a set stands in braces',
      stands: items.length === 0,
    };
  const [item, more] = items;
  if (item === undefined || more !== undefined || fits(item, type) !== 'yes') return undefined;
  const text = sourceOf(item);
  return text === undefined ? undefined : plainly(text, 'one value needs no brackets');
}

/** What stands in the file, as a text. */
export const asText = (written: string): Rewritten =>
  plainly(quoted(written), 'a text stands in quotes');

const plainly = (text: string, how: string): Rewritten => ({ text, how, stands: true });

/**
 * What a name that nothing binds was meant to be, by the type of what it stands for: `"web"` for a
 * host name `web`, `pkgs.zsh` for a shell `zsh`, `true` for `True`.
 */
export function asNamed(name: string, type: string, scope: Scope): Rewritten | undefined {
  for (const one of alternativesOf(type)) {
    const found =
      one === 'boolean' || one === 'package'
        ? fromText(name, one, scope)
        : stringLike.test(one) || (one.startsWith('one of ') && one.includes(`"${name}"`))
          ? asText(name)
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a person is told of it. */
export const howTo = ({ text, how }: Rewritten): string => `write ${text} (${how})`;
