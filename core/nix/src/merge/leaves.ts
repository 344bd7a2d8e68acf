import type { Tree } from '../parser/parse.js';
import type { Binding, Expression, Inherit } from '../syntax/nodes.js';
import { eachDefinition, type Definition } from '../semantics/definitions.js';
import { readModule } from '../semantics/module.js';
import type { Scope } from '../semantics/scope.js';
import { seeThrough } from '../semantics/seeThrough.js';

/** A value that a module gives to an option, or to an attribute of one: the end of a path. */
export interface Leaf {
  readonly names: readonly string[];
  /** The value without `mkIf`, `mkForce` and the like; as written where it may be one of several. */
  readonly value: Expression;
  /** The value as written. */
  readonly written: Expression;
  readonly scope: Scope;
  /** Behind an `mkIf` or an `if`: it may not be there at all. */
  readonly conditional: boolean;
  /** What is around it is conditional, so that what is written in its place is so, too. */
  readonly guarded: boolean;
  /** 100 is a plain definition; lower wins. */
  readonly priority: number;
  /** Only an evaluation tells what it is. */
  readonly computed: boolean;
  readonly by: Binding | Inherit;
}

/** What a module sets, path by path, in the order of the file; computed names are left out. */
export function leavesOf({ source, root }: Tree): Leaf[] {
  const leaves: Leaf[] = [];
  for (const config of readModule(source, root).config)
    eachDefinition(config.value, config.scope, (definition) => {
      const leaf = leafOf(definition, config.conditional);
      if (leaf !== undefined) leaves.push(leaf);
      return 'inside';
    });
  return leaves;
}

function leafOf(definition: Definition, conditional: boolean): Leaf | undefined {
  const names = definition.path.map(({ name }) => name).filter((name) => name !== undefined);
  if (names.length < definition.path.length) return undefined;
  const values = seeThrough(definition.value, definition.scope);
  if (values.every(({ value }) => value.kind === 'set' && value.bindings.length > 0))
    return undefined;
  const [only, another] = values;
  const seen = only === undefined || another !== undefined ? undefined : only;
  return {
    names,
    value: seen?.value ?? definition.value,
    written: definition.value,
    scope: seen?.scope ?? definition.scope,
    guarded: conditional || definition.conditional,
    conditional: conditional || definition.conditional || (seen?.conditional ?? true),
    priority: seen === undefined || seen.priority === 100 ? definition.priority : seen.priority,
    computed: seen === undefined,
    by: definition.by,
  };
}
