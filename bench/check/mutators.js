// Ways to be wrong. Each gives the edit, or undefined where the definition offers no such mistake.

const letters = 'abcdefghijklmnopqrstuvwxyz';

export const mutators = { typo, renamed, 'wrong type': wrongType, 'wrong enum': wrongEnum };

/** A letter of a name swapped, left out, doubled or another one. */
export function slipOf(name, random) {
  const at = 1 + random(name.length - 2);
  const slips = [
    name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2),
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + name[at] + name.slice(at),
    name.slice(0, at) + letters[random(26)] + name.slice(at + 1),
  ];
  return slips[random(slips.length)];
}

/** One slip of the pen in the last name: swapped, left out, doubled or another letter. */
function typo({ definition, steps, option, catalog }, { random }) {
  const { attribute } = definition.path.at(-1);
  const name = steps.at(-1);
  const declared = option.name.split('.').at(-1);
  if (attribute.kind !== 'identifier' || name.length < 4 || declared !== name) return undefined;
  const text = slipOf(name, random);
  if (catalog.match([...steps.slice(0, -1), text]).outcome !== 'unknown') return undefined;
  return {
    start: attribute.start,
    end: attribute.end,
    text,
    what: `${steps.join('.')} as ${text}`,
  };
}

/** A former name in place of the option's own; one that the set has still is no mistake. */
function renamed({ definition, steps, set, catalog }, { random, renames }) {
  const { path } = definition.by;
  const isWhole = path.attributes.length === steps.length;
  const of = renames.filter((one) => one.set === set && !/[<*]/.test(one.old));
  if (!isWhole || of.length === 0) return undefined;
  const text = of[random(of.length)].old;
  if (catalog.match(text).outcome !== 'unknown') return undefined;
  return { start: path.start, end: path.end, text, what: text };
}

/** What no type of the family takes; types that take nearly anything are left out. */
const wrongValues = [
  [/^boolean$/, ['"true"', '1', '[ true ]', 'null']],
  [/^(?:signed |unsigned |positive )?integer|^\d+ bit /, ['"80"', 'true', '[ 80 ]']],
  [/^16 bit unsigned integer/, ['"80"', '70000', '-1']],
  [/^(?:non-empty )?string$|^strings concatenated|^single-line string/, ['42', 'true', '[ "a" ]']],
  [/^(?:absolute )?path$/, ['42', 'true', '"relative"']],
  [/^package$/, ['"vim"', 'true', '3']],
  [/^list of (?:package|string|path|absolute path|non-empty string)$/, ['"a"', 'true', '[ 1 ]']],
  [/^list of (?:16 bit|signed|unsigned|positive|\d+ bit)/, ['80', '[ "80" ]']],
  [/^list of boolean$/, ['true', '[ "true" ]']],
  [
    /^attribute set of (?:string|boolean|signed integer|package|\(submodule\))$/,
    ['"a"', '3', 'true'],
  ],
];

function wrongType({ definition, option }, { random }) {
  const type = option.type.replace(/^null or /, '').replace(/^\((.*)\)$/, '$1');
  if (/ or /.test(type)) return undefined;
  const families = wrongValues.filter(([pattern]) => pattern.test(type));
  const values = families
    .flatMap(([, all]) => all)
    .filter((value) => value !== 'null' || !option.type.startsWith('null or '));
  return values.length === 0
    ? undefined
    : replaced(definition, values[random(values.length)], option);
}

function wrongEnum({ definition, option }) {
  const type = option.type.replace(/^null or /, '');
  return type.startsWith('one of ') && !type.includes(' or ')
    ? replaced(definition, '"of-no-kind"', option)
    : undefined;
}

function replaced({ value, by }, text, option) {
  const { start, end } = value.start >= by.start ? value : by.value;
  return { start, end, text, what: `${option.name} = ${text} (${option.type})` };
}
