import { ExitCode, NixaiError, type NixTemplate, type TemplateVariable } from '@nixai/api';
import { fillTemplate } from '@nixai/contributions';
import { leavesOf, parse, type Tree } from '@nixai/nix';
import { candidatesIn, literalsOf, plainText, type Candidate } from './candidates.js';

export interface MadeTemplate {
  readonly template: NixTemplate;
  /** What could be a variable, too. */
  readonly suggested: readonly Candidate[];
}

export interface Words {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly kind: NixTemplate['kind'];
}

/**
 * Makes a template of a file: with the values that the file has, it gives back the same bytes.
 * @param wanted `name`, `name=value` or `name=option.path`; every candidate where absent.
 * @throws NixaiError `template-unfit` or `usage`.
 */
export function makeTemplate(
  source: string,
  words: Words,
  wanted: readonly string[] | undefined,
): MadeTemplate {
  const { tree, errors } = parse(source, { pipeOperators: true });
  const [error] = errors;
  if (error !== undefined) throw unfit(words.id, `line ${error.line}: ${error.message}`);
  const all = candidatesIn(source);
  const chosen = wanted === undefined ? all : wanted.map((text) => choose(text, tree, all));
  const free = chosen.map((one) => ({ ...one, name: unusedName(one.name, source, chosen) }));
  const places = free
    .flatMap(({ name, places: at }) => at.map((place) => ({ ...place, name })))
    .sort((a, b) => b.start - a.start);
  let text = source;
  for (const { start, end, name } of places)
    text = `${text.slice(0, start)}@${name}@${text.slice(end)}`;
  const variables = free.map(variableOf);
  const template: NixTemplate = { ...words, version: '1.0.0', variables, source: text };
  if (fillTemplate(template, {}).nix !== source)
    throw unfit(words.id, 'with the values that it has now it would not give back the same file');
  const suggested = all.filter(
    (one) =>
      !chosen.some(({ places: at }) => at.some(({ start }) => start === one.places[0]?.start)),
  );
  return { template, suggested };
}

function variableOf({ name, type, value, description, pattern }: Candidate): TemplateVariable {
  const about = { name, description };
  return type === 'integer'
    ? { ...about, type, default: Number(value), ...(Number(value) > 0 && { min: 1, max: 65535 }) }
    : { ...about, type, default: String(value), ...(pattern && { pattern: new RegExp(pattern) }) };
}

/** `@name@` that stands in the file already (a unit of systemd has such) is none of ours. */
function unusedName(name: string, source: string, all: readonly Candidate[]): string {
  let free = name;
  while (source.includes(`@${free}@`)) free = `${free}X`;
  return all.filter((one) => one.name === name).length > 1 ? name : free;
}

function choose(text: string, tree: Tree, all: readonly Candidate[]): Candidate {
  const at = text.indexOf('=');
  const name = (at < 0 ? text : text.slice(0, at)).trim();
  if (!/^[a-z][A-Za-z0-9_]*$/.test(name))
    throw unfit(name, 'the name of a variable is a word that begins with a small letter');
  const known = all.find((one) => one.name === name);
  if (at < 0 && known !== undefined) return known;
  const value = at < 0 ? undefined : text.slice(at + 1).trim();
  const leaves = leavesOf(tree);
  const byPath = leaves.filter(({ names }) =>
    value === undefined ? names.at(-1) === name : names.join('.') === value,
  );
  const [leaf, another] = byPath;
  if (leaf !== undefined && another === undefined) {
    const found = fromExpression(name, leaf.value, tree, `The value of ${leaf.names.join('.')}`);
    if (found !== undefined) return found;
  }
  const places = value === undefined ? [] : literalsOf(tree, value);
  if (places.length > 0)
    return { name, type: 'string', value: value ?? '', description: name, places };
  const bound = boundTo(name, tree);
  const found = bound && fromExpression(name, bound, tree, name);
  if (found !== undefined) return found;
  throw new NixaiError({
    code: 'usage',
    what: `nothing in the file is ${text}`,
    why:
      all.length === 0
        ? 'it has no value that another machine would have otherwise'
        : `it has ${all.map((one) => `${one.name} (${one.value})`).join(', ')}`,
    hint: `--variables "${name}=VALUE", with a text that stands in it, or ${name}=OPTION.PATH`,
    exitCode: ExitCode.usage,
  });
}

function fromExpression(
  name: string,
  value: Parameters<typeof plainText>[0],
  { source }: Tree,
  description: string,
): Candidate | undefined {
  const places = [{ start: value.start, end: value.end }];
  if (value.kind === 'integer') {
    const number = Number(source.slice(value.start, value.end));
    return { name, type: 'integer', value: number, description, places };
  }
  const text = plainText(value, source);
  return text === undefined
    ? undefined
    : { name, type: 'string', value: text, description, places };
}

/** What the outermost `let` of a file calls by that name. */
function boundTo(name: string, { root }: Tree) {
  let inner = root;
  while (inner.kind === 'lambda') inner = inner.body;
  if (inner.kind !== 'let') return undefined;
  const binding = inner.bindings.find(
    (one) =>
      one.kind === 'binding' &&
      one.path.attributes.length === 1 &&
      one.path.attributes[0]?.kind === 'identifier' &&
      one.path.attributes[0].name === name,
  );
  return binding?.kind === 'binding' ? binding.value : undefined;
}

const unfit = (id: string, why: string): NixaiError =>
  new NixaiError({
    code: 'template-unfit',
    what: `${id} cannot be a template`,
    why,
    hint: 'nixai check FILE says what is wrong with a file',
    exitCode: ExitCode.refused,
  });
