import type { Attribute, Binding, Expression, Inherit } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { lookUp, withBindings, type Scope } from './scope.js';
import { generatedValues } from './generatedValues.js';
import { seeThrough, type Seen } from './seeThrough.js';

/** One step of a path: its name, or undefined where only an evaluation would tell. */
export interface Step {
  readonly name: string | undefined;
  /** Absent for an element of a list, whose name is `*`. */
  readonly attribute?: Attribute;
}

/** A value that is given to a path somewhere in a set. */
export interface Definition extends Seen {
  /** From the set that was asked for; at least one step. */
  readonly path: readonly Step[];
  /** The binding or `inherit` that gives it. */
  readonly by: Binding | Inherit;
}

/** Where to look next: at what a value has, at that and at the elements of a list, or nowhere. */
export type Look = 'inside' | 'elements' | 'over';

/**
 * Tells of every definition in an expression that stands for a set, outermost first. The visitor
 * says whether to look into a value: a checker stops at an option. Values that are no set in sight
 * are told of, and not looked into.
 * @param from how the set itself came about: behind `mkIf`, with the strength of a `mkForce`.
 */
export function eachDefinition(...asked: Parameters<typeof definitionSteps>): void {
  const steps = definitionSteps(...asked);
  while (steps.next().done !== true);
}

/** The same, a definition at a step: a file may have a hundred thousand, and others want their turn. */
export function* definitionSteps(
  expression: Expression,
  scope: Scope,
  visit: (definition: Definition) => Look,
  from: Pick<Seen, 'conditional' | 'guarded' | 'priority'> = { conditional: false, priority: 100 },
): Generator<undefined> {
  const rest: { seen: Seen; path: readonly Step[]; within?: Within }[] = [];
  const push = (value: Seen, path: readonly Step[], within?: Within) => {
    for (const seen of seeThrough(value.value, value.scope).reverse())
      rest.push({ seen: joined(value, seen), path, within });
  };
  const pushElements = (definition: Definition, within: Within) => {
    for (const list of seeThrough(definition.value, definition.scope).reverse()) {
      if (list.value.kind !== 'list') continue;
      for (const value of list.value.items.toReversed())
        push(joined(definition, { ...list, value }), [...definition.path, element], within);
    }
  };
  const times = new Map<Expression, number>();
  push({ value: expression, scope, ...from }, []);
  while (rest.length > 0) {
    const { seen, path, within } = rest.pop() as (typeof rest)[number];
    if (seen.value.kind !== 'set') {
      for (const value of generatedValues(seen).reverse()) push(value, [...path, computed], within);
      continue;
    }
    const before = times.get(seen.value) ?? 0;
    if (before === mostTimes || isWithin(seen.value, within)) continue;
    times.set(seen.value, before + 1);
    const inner: Within = { set: seen.value, outer: within };
    const inside: (() => void)[] = [];
    for (const definition of definitionsOf(seen, path)) {
      yield;
      const look = visit(definition);
      if (look === 'over') continue;
      inside.push(() => push(definition, definition.path, inner));
      if (look === 'elements') inside.push(() => pushElements(definition, inner));
    }
    for (const look of inside.reverse()) look();
  }
}

/** The sets that were looked into on the way to a place, innermost first. */
interface Within {
  readonly set: Expression;
  readonly outer?: Within;
}

/** `let self = { again = self; }; in self`: a set that holds itself says nothing new there. */
function isWithin(set: Expression, within: Within | undefined): boolean {
  for (let at = within; at !== undefined; at = at.outer) if (at.set === set) return true;
  return false;
}

/** Sets that lead to each other in many ways stand in ever more places: so many of them are enough. */
const mostTimes = 1000;

const element: Step = { name: '*' };
const computed: Step = { name: undefined };

function joined(outer: Seen, inner: Seen): Seen {
  return {
    ...inner,
    conditional: outer.conditional || inner.conditional,
    ...(outer.guarded && { guarded: outer.guarded }),
    priority: inner.priority === 100 ? outer.priority : inner.priority,
  };
}

function definitionsOf(seen: Seen, path: readonly Step[]): Definition[] {
  const { value: set, scope: outer } = seen;
  if (set.kind !== 'set') return [];
  const scope = set.form === 'plain' ? outer : withBindings(set, outer);
  return set.bindings.flatMap((by): Definition[] => {
    if (by.kind === 'binding')
      return [
        { ...seen, by, scope, value: by.value, path: [...path, ...by.path.attributes.map(stepOf)] },
      ];
    return by.attributes.map((attribute) => ({
      ...seen,
      by,
      path: [...path, stepOf(attribute)],
      ...inherited(by, attribute, outer, scope),
    }));
  });
}

const stepOf = (attribute: Attribute): Step => ({ name: staticName(attribute), attribute });

function inherited(
  { source }: Inherit,
  attribute: Attribute,
  outer: Scope,
  scope: Scope,
): { value: Expression; scope: Scope } {
  const { start, end } = attribute;
  const name = staticName(attribute) ?? '';
  if (source !== undefined) {
    const path = { kind: 'attributePath', start, end, attributes: [attribute] } as const;
    return { value: { kind: 'select', start, end, subject: source, path }, scope };
  }
  const meaning = lookUp(name, outer);
  if (meaning !== undefined && meaning !== 'unknown') return meaning;
  return { value: { kind: 'identifier', start, end, name }, scope: outer };
}
