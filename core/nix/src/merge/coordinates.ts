import type { Tree } from '../parser/parse.js';
import { freeVariables } from '../semantics/freeVariables.js';
import { lookUp, type Scope } from '../semantics/scope.js';
import type { Expression } from '../syntax/nodes.js';
import type { Leaf } from './leaves.js';
import { canonical, meaningful, openedAround } from './sameValue.js';

/** A definition taken apart: each part can be changed by somebody else. */
export interface Coordinates {
  /** The value; equal texts mean the same. */
  readonly value: string;
  /** What is written around it: `lib.mkIf c @`, `lib.mkForce @`; `@` alone for a plain one. */
  readonly wrapper: string;
}

export function coordinatesOf(leaf: Leaf, { source }: Tree): Coordinates {
  const { written, value, scope } = leaf;
  const opened = openedAround(written, value, source);
  const plain = canonical({ expression: value, source, ...(opened !== undefined && { opened }) });
  const resolved = withNames(value, scope, source, (text) => `(${text})`);
  return {
    value: resolved === undefined ? plain : meaningful(resolved),
    wrapper: wrapperOf(leaf, source),
  };
}

/** Parentheses, a `with` and names that are bound in sight are no part of what is around a value. */
function wrapperOf(
  { written, value, priority, conditional, guarded }: Leaf,
  source: string,
): string {
  if (!isInside(written, value) || (priority === 100 && (!conditional || guarded))) return '@';
  const text = `${source.slice(written.start, value.start)} @ ${source.slice(value.end, written.end)}`;
  return meaningful(text).replace(/\( @ \)/g, '@');
}

export const isInside = (outer: Expression, inner: Expression): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/**
 * An expression's text with the names that its file binds replaced by their values; undefined where
 * it has none of them.
 */
export function withNames(
  expression: Expression,
  scope: Scope,
  source: string,
  put: (text: string) => string,
  depth = 0,
): string | undefined {
  let text = source.slice(expression.start, expression.end);
  let found = false;
  for (const { name, at } of freeVariables(expression).reverse()) {
    const meaning = lookUp(name, scope);
    if (
      meaning === undefined ||
      meaning === 'unknown' ||
      depth > deepest ||
      at.kind !== 'identifier'
    )
      continue;
    const { value } = meaning;
    const inner =
      withNames(value, meaning.scope, source, put, depth + 1) ??
      source.slice(value.start, value.end);
    text =
      text.slice(0, at.start - expression.start) +
      put(inner) +
      text.slice(at.end - expression.start);
    found = true;
  }
  return found ? text : undefined;
}

/** Names that lead in circles end here. */
const deepest = 8;
