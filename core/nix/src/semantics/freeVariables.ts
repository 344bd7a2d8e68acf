import type { Attribute, Binding, Expression, Identifier, Inherit, Node } from '../syntax/nodes.js';
import { childrenOf } from '../syntax/walk.js';
import { staticName } from '../syntax/staticName.js';
import { AttributeTables, type AttributeTable, type Bindings } from './attributeTable.js';

/** A name that is used and not bound around it. */
export interface FreeVariable {
  readonly name: string;
  /** Where it is used: the name itself, or the attribute of an `inherit`. */
  readonly at: Identifier | Attribute;
  /** Whether it stands inside a `with`, which may bring it: nobody knows without evaluating. */
  readonly insideWith: boolean;
}

interface Names {
  readonly has: (name: string) => boolean;
  readonly outer?: Names;
  readonly insideWith: boolean;
}

type Task = readonly [node: Node, names: Names | undefined];

/** The names that an expression or a binding uses and does not bind, in the order of the file. */
export function freeVariables(
  expression: Expression | Binding,
  tables: AttributeTables = new AttributeTables(),
): FreeVariable[] {
  const free: FreeVariable[] = [];
  const rest: Task[] = [[expression, undefined]];
  while (rest.length > 0) {
    const [node, names] = rest.pop() as Task;
    if (node.kind === 'identifier') use(node.name, node, names);
    // One call takes no hundred thousand arguments, as many as a generated set has bindings.
    else for (const task of tasksIn(node, names)) rest.push(task);
  }
  return free.sort((one, other) => one.at.start - other.at.start);

  function use(name: string, at: FreeVariable['at'], names: Names | undefined): void {
    for (let scope = names; scope !== undefined; scope = scope.outer) if (scope.has(name)) return;
    free.push({ name, at, insideWith: names?.insideWith === true });
  }

  function tasksIn(node: Node, names: Names | undefined): Task[] {
    switch (node.kind) {
      case 'set':
        return bindingTasks(node, names);
      case 'let':
        return [...bindingTasks(node, names), [node.body, inTable(tables.of(node), names)]];
      case 'with':
        return [
          [node.subject, names],
          [node.body, { has: () => false, outer: names, insideWith: true }],
        ];
      case 'lambda':
        return lambdaTasks(node, names);
      case 'attributePath':
        return node.attributes.flatMap((attribute) => dynamic(attribute, names));
      default:
        return childrenOf(node).map((child) => [child, names]);
    }
  }

  function bindingTasks(set: Bindings, outer: Names | undefined): Task[] {
    const table = tables.of(set);
    const inner = inTable(table, outer);
    return set.bindings.flatMap((binding): Task[] => {
      if (binding.kind === 'inherit') return inheritTasks(binding, outer, inner);
      const { path, value } = binding;
      return [
        ...path.attributes.flatMap((attribute) => dynamic(attribute, inner)),
        [value, alongPath(table, path.attributes, inner)],
      ];
    });
  }

  function inheritTasks(
    { source, attributes }: Inherit,
    outer: Names | undefined,
    inner: Names | undefined,
  ): Task[] {
    if (source !== undefined) return [[source, inner]];
    for (const attribute of attributes) {
      const name = staticName(attribute);
      if (name !== undefined) use(name, attribute, outer);
    }
    return [];
  }
}

function lambdaTasks(
  { parameter, body }: Extract<Node, { kind: 'lambda' }>,
  outer: Names | undefined,
): Task[] {
  const bound = new Set<string>();
  const inner: Names = {
    has: (name) => bound.has(name),
    outer,
    insideWith: outer?.insideWith === true,
  };
  if (parameter.kind === 'identifier') bound.add(parameter.name);
  else {
    if (parameter.whole !== undefined) bound.add(parameter.whole.name);
    for (const { name } of parameter.formals) bound.add(name.name);
  }
  const formals = parameter.kind === 'pattern' ? parameter.formals : [];
  const fallbacks = formals.flatMap(({ fallback }): Task[] =>
    fallback === undefined ? [] : [[fallback, inner]],
  );
  return [...fallbacks, [body, inner]];
}

/** What a computed attribute uses; a name that is written out uses nothing. */
function dynamic(attribute: Attribute, names: Names | undefined): Task[] {
  return attribute.kind === 'identifier' ? [] : [[attribute, names]];
}

function inTable(table: AttributeTable, outer: Names | undefined): Names | undefined {
  if (!table.recursive) return outer;
  return {
    has: (name) => table.entries.has(name),
    outer,
    insideWith: outer?.insideWith === true,
  };
}

/** `a = rec { b = 1; }; a.c = b;` is one recursive set: the path leads into its names. */
function alongPath(
  outermost: AttributeTable,
  path: readonly Attribute[],
  names: Names | undefined,
): Names | undefined {
  let table: AttributeTable | undefined = outermost;
  let inner = names;
  for (const attribute of path.slice(0, -1)) {
    table = table.entries.get(staticName(attribute) ?? '')?.table;
    if (table === undefined) break;
    inner = inTable(table, inner);
  }
  return inner;
}
