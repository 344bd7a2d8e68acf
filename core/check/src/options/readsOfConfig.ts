import { staticName, walk, type Attribute, type Expression, type Node } from '@nixai/nix';

type Select = Extract<Expression, { kind: 'select' }>;

/** A value of the configuration that a module reads. */
export interface ReadOfConfig {
  /** Below `config`, as far as it is written out. */
  readonly path: readonly string[];
  /** The attributes that write it. */
  readonly attributes: readonly Attribute[];
  readonly at: Select;
  /** How many of these stand where a name was given to them: `cfg = config.services.mine;`. */
  readonly named: number;
}

/**
 * What a module reads as `config.a.b`. What has a fallback (`config.a.b or c`), or is asked for with
 * `?`, may as well not be there; a `config` that something inside binds (a submodule's) is another.
 */
export function readsOfConfig(root: Expression): ReadOfConfig[] {
  const found: ReadOfConfig[] = [];
  walk(root, (node, parents) => {
    if (node.kind !== 'select' || node.fallback !== undefined) return;
    if (node.subject.kind !== 'identifier' || parents.at(-1)?.kind === 'hasAttribute') return;
    const { name } = node.subject;
    const [before, around] = name === 'config' ? [[], parents] : whatNames(name, parents);
    if (before === undefined || timesBound(around) > 1) return;
    const attributes = [...before, ...writtenOut(node)];
    const path = attributes.map((attribute) => staticName(attribute) as string);
    if (path.length > before.length)
      found.push({ path, attributes, at: node, named: before.length });
  });
  return found;
}

/** The attributes of a selection, up to one that is computed. */
function writtenOut({ path: { attributes } }: Select): readonly Attribute[] {
  const end = attributes.findIndex((attribute) => staticName(attribute) === undefined);
  return end < 0 ? attributes : attributes.slice(0, end);
}

/** The part of the configuration that a `let` around a place gives a name, and what is around that `let`. */
function whatNames(
  name: string,
  parents: readonly Node[],
): [readonly Attribute[] | undefined, readonly Node[]] {
  const none: [undefined, readonly Node[]] = [undefined, parents];
  const at = parents.findLastIndex((parent) => binds(parent, name));
  const binder = parents[at];
  if (binder?.kind !== 'let') return none;
  const value = binder.bindings.flatMap((binding) =>
    binding.kind === 'binding' && isNameOf(binding.path.attributes, name) ? [binding.value] : [],
  )[0];
  if (value?.kind !== 'select' || value.fallback !== undefined) return none;
  const { subject } = value;
  const attributes = writtenOut(value);
  const isConfig = subject.kind === 'identifier' && subject.name === 'config';
  if (!isConfig || attributes.length < value.path.attributes.length) return none;
  return [attributes, parents.slice(0, at)];
}

const isNameOf = ([first, more]: readonly Attribute[], name: string): boolean =>
  first !== undefined && more === undefined && staticName(first) === name;

const bound = new WeakMap<Node, ReadonlySet<string | undefined>>();

/** Whether a name inside of it is that of a parameter, of a `let` or of a recursive set. */
function binds(node: Node, name: string): boolean {
  const known = bound.get(node);
  if (known !== undefined) return known.has(name);
  const names = namesOf(node);
  if (names === undefined) return false;
  const set = new Set(names);
  bound.set(node, set);
  return set.has(name);
}

function namesOf(node: Node): readonly (string | undefined)[] | undefined {
  if (node.kind === 'lambda') {
    const { parameter } = node;
    if (parameter.kind === 'identifier') return [parameter.name];
    return [...parameter.formals.map(({ name }) => name.name), parameter.whole?.name];
  }
  if (node.kind !== 'let' && !(node.kind === 'set' && node.form !== 'plain')) return undefined;
  return node.bindings.flatMap((binding) =>
    binding.kind === 'binding'
      ? binding.path.attributes.slice(0, 1).map(staticName)
      : binding.attributes.map(staticName),
  );
}

/** How many functions and `let`s around a place bind the name `config`. */
const timesBound = (parents: readonly Node[]): number =>
  parents.filter((parent) => binds(parent, 'config')).length;
