import type {
  AttributeSet,
  Binding,
  Expression,
  Inherit,
  Let,
  SetPattern,
} from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';

/** What a name stands for: an expression with the scope to read it in, or nothing that is known. */
export type Meaning = { readonly value: Expression; readonly scope: Scope } | 'unknown';

/** The names that are visible at a place, innermost first. */
export interface Scope {
  readonly names: ReadonlyMap<string, Meaning>;
  /** `with` brings names that nobody can list. */
  readonly open: boolean;
  /** What that `with` opens. */
  readonly opened?: Expression;
  readonly outer?: Scope;
}

export const emptyScope: Scope = { names: new Map(), open: false };

/** What a name means; undefined where it is not bound here (it may come from a `with`). */
export function lookUp(name: string, scope: Scope): Meaning | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const meaning = at.names.get(name);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

export function withOpened(outer: Scope, subject: Expression): Scope {
  return { names: new Map(), open: true, opened: subject, outer };
}

/** The set that the innermost `with` around a place opens. */
export function openedAround(scope: Scope): Expression | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer)
    if (at.opened !== undefined) return at.opened;
  return undefined;
}

/** The names of a function's arguments: whatever they are, nobody knows before it is called. */
export function withParameter(
  parameter: { kind: 'identifier'; name: string } | SetPattern,
  outer: Scope,
): Scope {
  const names = new Map<string, Meaning>();
  if (parameter.kind === 'identifier') names.set(parameter.name, 'unknown');
  else {
    for (const { name } of parameter.formals) names.set(name.name, 'unknown');
    if (parameter.whole !== undefined) names.set(parameter.whole.name, 'unknown');
  }
  return { names, open: false, outer };
}

/** The names that a `let` or a recursive set binds, each readable in the new scope itself. */
export function withBindings({ bindings }: Let | AttributeSet, outer: Scope): Scope {
  const names = new Map<string, Meaning>();
  const scope: Scope = { names, open: false, outer };
  for (const binding of bindings)
    if (binding.kind === 'binding') bindName(binding, names, scope);
    else bindInherited(binding, names, scope, outer);
  return scope;
}

function bindName(binding: Binding, names: Map<string, Meaning>, scope: Scope): void {
  const { path, value } = binding;
  const [first, ...below] = path.attributes;
  const name = first === undefined ? undefined : staticName(first);
  if (name === undefined) return;
  const known = names.get(name);
  if (below.length === 0) names.set(name, known === undefined ? { value, scope } : 'unknown');
  else
    names.set(name, withPart(known, { ...binding, path: { ...path, attributes: below } }, scope));
}

/** Sets that several bindings put together: `a.b = 1; a.c = 2;`. */
const inParts = new WeakSet<Expression>();

/** The set `{ b = 1; }` for `a.b = 1;`, with the parts of it that stand before. */
function withPart(known: Meaning | undefined, part: Binding, scope: Scope): Meaning {
  const before = known === undefined || known === 'unknown' ? undefined : known.value;
  // `a = { … }; a.b = 1;`: what of the two is in the other only the merge tells.
  if (known !== undefined && (before?.kind !== 'set' || !inParts.has(before))) return 'unknown';
  const others = before?.kind === 'set' ? before.bindings : [];
  const { start, end } = part;
  const value = { kind: 'set', start, end, form: 'plain', bindings: [...others, part] } as const;
  inParts.add(value);
  return { value, scope };
}

function bindInherited(
  { source, attributes }: Inherit,
  names: Map<string, Meaning>,
  scope: Scope,
  outer: Scope,
): void {
  for (const attribute of attributes) {
    const name = staticName(attribute);
    if (name === undefined) continue;
    const { start, end } = attribute;
    if (source === undefined) names.set(name, lookUp(name, outer) ?? 'unknown');
    else {
      const path = { kind: 'attributePath', start, end, attributes: [attribute] } as const;
      names.set(name, { value: { kind: 'select', start, end, subject: source, path }, scope });
    }
  }
}
