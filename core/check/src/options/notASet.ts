import type { OptionCatalog } from '@nixai/api';
import { literalOf, seeThrough, type Definition, type Expression } from '@nixai/nix';
import { attributeName, optionPathText, quoted } from '@nixai/nix/quoting';
import { fits, type Fit } from '../types/fits.js';
import type { Doubt, Surroundings } from './doubt.js';

/**
 * A value where only a set can stand: `services.nginx = true;`, `environment.etc.motd = "hello";`.
 * What is made into a set by the option itself, and files of a module, are left alone.
 */
export function notASet(
  definition: Definition,
  path: readonly string[],
  { catalog, isOfSet, own, isOpen, isOfRelease }: Surroundings,
): Doubt[] {
  // An older or a newer release may have had an option of that name.
  if (!isOfSet || own.has(path) || catalog.below(path, 1).length === 0) return [];
  // What belongs to the items of a list is told at the list.
  if (isInList(path, catalog)) return [];
  const taken = elementType(path, catalog);
  if (taken === undefined && isOpen && !isOfRelease) return [];
  return seeThrough(definition.value, definition.scope).flatMap(({ value, conditional }) => {
    const fit = taken === undefined ? fitsBranch(value) : fits(value, taken);
    const isWrong = fit === 'no' || (fit === 'unknown' && isDevice(value));
    if (conditional || !isWrong) return [];
    const inner = innerOption(value, path, catalog);
    const isInSight = value.start >= definition.by.start && value.end <= definition.by.end;
    return [
      {
        rule: 'wrong-type',
        severity: 'error',
        message: `\`${optionPathText(path)}\` is a set of options, and takes no ${kindOf(value)}`,
        ...inner,
        at: isInSight ? value : definition.by,
      },
    ];
  });
}

/** What only has options below it is a set, and nothing else. */
function fitsBranch(value: Expression): Fit {
  const literal = literalOf(value);
  return literal === undefined ? 'unknown' : literal.type === 'set' ? 'yes' : 'no';
}

/** `fileSystems."/" = "/dev/sda1";`: no module stands there. */
function isDevice(value: Expression): boolean {
  const literal = literalOf(value);
  return literal?.type === 'string' && literal.value?.startsWith('/dev/') === true;
}

/** Whether an option above takes a list. */
function isInList(path: readonly string[], catalog: OptionCatalog): boolean {
  return path.some((_, at) => {
    const above = catalog.match(path.slice(0, at));
    return above.outcome === 'option' && /\blist of\b/.test(above.type);
  });
}

/** What each attribute of the set above may be; undefined where that is no option. */
function elementType(path: readonly string[], catalog: OptionCatalog): string | undefined {
  for (let length = path.length - 1; length > 0; length--) {
    const above = catalog.match(path.slice(0, length));
    if (above.outcome !== 'option') continue;
    const element = /^(?:null or \()?(?:lazy )?attribute set of (.*)$/.exec(above.type)?.[1];
    // Between the two there may be a submodule's own set of options.
    return length === path.length - 1 ? (element ?? 'unspecified value') : undefined;
  }
  return undefined;
}

/** The names that hold what a whole set stands for, as people mean it. */
const holders = ['enable', 'text', 'device', 'script', 'root', 'source'];

/** The option below that takes the value, where one of them is what was meant. */
function innerOption(
  value: Expression,
  path: readonly string[],
  catalog: OptionCatalog,
): Pick<Doubt, 'hint' | 'edit'> {
  const text = sourceOf(value);
  const below = catalog
    .below(path, mostBelow)
    .filter(({ name }) => name.split('.').length === path.length + 1);
  const holder = holders.find((name) =>
    below.some((one) => lastName(one.name) === name && fits(value, one.type) === 'yes'),
  );
  if (holder === undefined || text === undefined) {
    const names = below.map(({ name }) => lastName(name)).filter((name) => !/[<*]/.test(name));
    const few = names.slice(0, 4).map(attributeName).join(', ');
    return few === ''
      ? {}
      : { hint: `say which of its options: ${few}${names.length > 4 ? ', …' : ''}` };
  }
  return {
    hint: `write ${optionPathText([...path, holder])} = ${text};`,
    edit: { to: 'set', value: `{ ${holder} = ${text}; }` },
  };
}

const mostBelow = 200;

const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function sourceOf(value: Expression): string | undefined {
  const literal = literalOf(value);
  if (literal?.type === 'boolean') return String(literal.value);
  return literal?.type === 'string' && literal.value !== undefined && !literal.value.includes('\n')
    ? quoted(literal.value)
    : undefined;
}

const kinds: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  float: 'number',
  integer: 'number',
  string: 'text',
};

const kindOf = (value: Expression): string => {
  const type = literalOf(value)?.type ?? 'value';
  return kinds[type] ?? type;
};
