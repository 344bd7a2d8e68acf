import { ExitCode, NixaiError } from '@nixai/api';
import { placeholdersIn } from '@nixai/contributions';
import { leavesOf, parse, stringValue, type Expression } from '@nixai/nix';
import { standingIn } from './standing.js';

/** A variable as it is named, with what the file has in its place. */
export interface OpenVariable {
  readonly name: string;
  readonly type?: 'string' | 'integer' | 'boolean' | 'strings';
  readonly default?: string | number | boolean | readonly string[];
}

export interface Opened {
  /** The file, with `@name@` where a value was taken out. */
  readonly source: string;
  readonly variables: readonly OpenVariable[];
}

/**
 * Leaves places of a file open.
 * @param words `name`, which stands as `@name@` in it, or `name=option.path`, whose value is the default.
 * @throws NixaiError `usage` where there is no such place.
 */
export function openPlaces(source: string, words: readonly string[]): Opened {
  const marked = placeholdersIn(source);
  const variables: OpenVariable[] = [];
  const places: { readonly start: number; readonly end: number; readonly name: string }[] = [];
  for (const word of words) {
    const at = word.indexOf('=');
    const name = (at < 0 ? word : word.slice(0, at)).trim();
    if (!/^[a-z][A-Za-z0-9_]*$/.test(name))
      throw usage(`${JSON.stringify(name)} is no name of a variable`, 'a word that begins small');
    if (variables.some((one) => one.name === name))
      throw usage(`the variable ${name} is named twice`, 'each once');
    if (marked.includes(name)) {
      if (at >= 0)
        throw usage(`@${name}@ stands in the file already`, `name ${name} without an option`);
      variables.push({ name });
      continue;
    }
    if (at < 0)
      throw usage(
        `nothing in the file is @${name}@`,
        `it stands where a value would: option = @${name}@; or say ${name}=OPTION.PATH`,
      );
    const { place, ...value } = valueAt(source, word.slice(at + 1).trim());
    places.push({ ...place, name });
    variables.push({ name, ...value });
  }
  const stray = marked.filter((name) => !variables.some((one) => one.name === name));
  const unopened = places.sort((a, b) => b.start - a.start);
  const text = unopened.reduce(
    (before, { start, end, name }) => `${before.slice(0, start)}@${name}@${before.slice(end)}`,
    source,
  );
  // In a text it is the file's own: units of systemd and scripts have such words.
  const { values } = standingIn(text);
  const first = stray.find((name) => values.has(name));
  if (first !== undefined)
    throw usage(`@${first}@ stands in the file and is no variable`, `--variables ${first},…`);
  return { source: text, variables };
}

/** The one value of an option, where it can be taken out. */
function valueAt(
  source: string,
  option: string,
): Omit<OpenVariable, 'name'> & {
  readonly place: { readonly start: number; readonly end: number };
} {
  const { tree } = parse(source, { pipeOperators: true });
  const fits = leavesOf(tree).filter(({ names }) => names.join('.') === option);
  const [leaf, another] = fits;
  if (leaf === undefined || another !== undefined)
    throw usage(
      leaf === undefined ? `the file does not set ${option}` : `the file sets ${option} twice`,
      'write @name@ where the value stands',
    );
  const value = literalOf(leaf.value, source);
  if (value === undefined)
    throw usage(
      `the value of ${option} is no text, number, boolean or list of texts`,
      'write @name@ where the value stands',
    );
  const { start, end } = leaf.value;
  return { ...value, place: { start, end } };
}

function literalOf(value: Expression, source: string): Omit<OpenVariable, 'name'> | undefined {
  if (value.kind === 'integer')
    return { type: 'integer', default: Number(source.slice(value.start, value.end)) };
  if (value.kind === 'identifier' && (value.name === 'true' || value.name === 'false'))
    return { type: 'boolean', default: value.name === 'true' };
  const text = value.kind === 'string' ? stringValue(value) : undefined;
  if (text !== undefined) return { type: 'string', default: text };
  if (value.kind !== 'list') return undefined;
  const items = value.items.map((item) => (item.kind === 'string' ? stringValue(item) : undefined));
  const texts = items.filter((item) => item !== undefined);
  return texts.length === items.length ? { type: 'strings', default: texts } : undefined;
}

const usage = (what: string, hint: string): NixaiError =>
  new NixaiError({ code: 'usage', what, hint, exitCode: ExitCode.usage });
