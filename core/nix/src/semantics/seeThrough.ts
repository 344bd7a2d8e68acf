import type { Expression } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { asksWhatIsThere } from './guards.js';
import { libraryCall } from './libraryCall.js';
import { lookUp, withBindings, withOpened, type Scope } from './scope.js';

/** A value that an expression may have, and how it came to it. */
export interface Seen {
  readonly value: Expression;
  readonly scope: Scope;
  /** Behind `mkIf`, `if`, `optionalAttrs`: it may not be there at all. */
  readonly conditional: boolean;
  /** The condition asks which options or which release there are: it is for one that has them. */
  readonly guarded?: true;
  /** What `mkForce` and the like gave it: 100 is a plain definition, lower wins. */
  readonly priority: number;
}

/** Which arguments of a `lib` function are values of what it is assigned to. */
const wrappers: ReadonlyMap<
  string,
  { values: readonly number[]; conditional?: true; priority?: number }
> = new Map([
  ['mkIf', { values: [1], conditional: true }],
  ['mkForce', { values: [0], priority: 50 }],
  ['mkVMOverride', { values: [0], priority: 10 }],
  ['mkImageMediaOverride', { values: [0], priority: 60 }],
  ['mkDefault', { values: [0], priority: 1000 }],
  ['mkOptionDefault', { values: [0], priority: 1500 }],
  ['mkOverride', { values: [1], priority: Number.NaN }],
  ['mkBefore', { values: [0] }],
  ['mkAfter', { values: [0] }],
  ['mkOrder', { values: [1] }],
  ['optionalAttrs', { values: [1], conditional: true }],
  ['optionals', { values: [1], conditional: true }],
  ['recursiveUpdate', { values: [0, 1] }],
  ['id', { values: [0] }],
]);

const plain = 100;
/** Names that lead in circles end here. */
const mostSteps = 200;

/**
 * The values that an expression may have, seen through `let`, `with`, parentheses, names that are
 * bound in sight, `if`, `//`, and what `lib` offers to define options (`mkIf`, `mkForce`,
 * `mkMerge` …). What cannot be seen through is given back as it stands.
 */
export function seeThrough(expression: Expression, scope: Scope): Seen[] {
  const found: Seen[] = [];
  const rest: Seen[] = [{ value: expression, scope, conditional: false, priority: plain }];
  for (let steps = 0; rest.length > 0; steps++) {
    const seen = rest.pop() as Seen;
    const behind = steps < mostSteps ? valuesBehind(seen) : undefined;
    if (behind === undefined) found.push(seen);
    else for (const value of behind.reverse()) rest.push(value);
  }
  return found;
}

function valuesBehind(seen: Seen): Seen[] | undefined {
  const { value, scope } = seen;
  switch (value.kind) {
    case 'parenthesized':
      return [{ ...seen, value: value.inner }];
    case 'with':
      return [{ ...seen, value: value.body, scope: withOpened(scope, value.subject) }];
    case 'assert':
      return [{ ...seen, value: value.body }];
    case 'let':
      return [{ ...seen, value: value.body, scope: withBindings(value, scope) }];
    case 'if':
      return [value.consequence, value.alternative].map((branch) => ({
        ...seen,
        value: branch,
        conditional: true,
        ...guardedBy(value.condition, scope),
      }));
    case 'binary':
      return value.operator === '//'
        ? [value.left, value.right].map((side) => ({ ...seen, value: side }))
        : undefined;
    case 'identifier':
      return meaningOf(seen, value.name);
    case 'select':
      return selected(seen, value);
    case 'call':
      return wrapped(seen);
    default:
      return undefined;
  }
}

function meaningOf(seen: Seen, name: string): Seen[] | undefined {
  const meaning = lookUp(name, seen.scope);
  if (meaning === undefined || meaning === 'unknown') return undefined;
  return [{ ...seen, value: meaning.value, scope: meaning.scope }];
}

/** `x.a` where `x` is a set in sight that binds `a` in one place. */
function selected(seen: Seen, select: Extract<Expression, { kind: 'select' }>): Seen[] | undefined {
  const { subject, path, fallback } = select;
  const [attribute] = path.attributes;
  const name = attribute === undefined ? undefined : staticName(attribute);
  if (subject.kind !== 'identifier' || path.attributes.length > 1 || fallback !== undefined)
    return undefined;
  const meaning = lookUp(subject.name, seen.scope);
  if (meaning === undefined || meaning === 'unknown' || meaning.value.kind !== 'set')
    return undefined;
  const { value: set, scope: outer } = meaning;
  const bound = set.bindings.filter(
    (binding) =>
      binding.kind === 'binding' &&
      binding.path.attributes.length === 1 &&
      staticName(binding.path.attributes[0]!) === name,
  );
  const [only] = bound;
  if (bound.length !== 1 || only?.kind !== 'binding') return undefined;
  const scope = set.form === 'plain' ? outer : withBindings(set, outer);
  return [{ ...seen, value: only.value, scope }];
}

function wrapped(seen: Seen): Seen[] | undefined {
  const call = libraryCall(seen.value, seen.scope);
  if (call === undefined) return undefined;
  if (call.name === 'mkMerge') return merged(seen, call.passed[0]);
  const wrapper = wrappers.get(call.name);
  if (wrapper === undefined) return undefined;
  const values = wrapper.values.map((index) => call.passed[index]);
  if (call.passed.length !== Math.max(...wrapper.values) + 1) return undefined;
  return values.map((value) => ({
    ...seen,
    value: value as Expression,
    conditional: seen.conditional || wrapper.conditional === true,
    ...(wrapper.conditional && guardedBy(call.passed[0], seen.scope)),
    priority: wrapper.priority ?? seen.priority,
  }));
}

const guardedBy = (condition: Expression | undefined, scope: Scope) =>
  condition !== undefined && asksWhatIsThere(condition, scope) ? { guarded: true as const } : {};

function merged(seen: Seen, parts: Expression | undefined): Seen[] | undefined {
  if (parts === undefined) return undefined;
  const lists = seeThrough(parts, seen.scope);
  if (lists.some(({ value }) => value.kind !== 'list')) return undefined;
  return lists.flatMap(({ value, scope, conditional, guarded }) =>
    value.kind !== 'list'
      ? []
      : value.items.map((item) => ({
          ...seen,
          value: item,
          scope,
          conditional: seen.conditional || conditional,
          ...(guarded && { guarded }),
        })),
  );
}
