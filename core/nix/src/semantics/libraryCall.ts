import type { Expression } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { lookUp, type Scope } from './scope.js';

/** A call of a function of nixpkgs' `lib`, by the function's own name. */
export interface LibraryCall {
  readonly name: string;
  readonly passed: readonly Expression[];
}

/** Reads `mkIf c v`, `lib.mkIf c v`, `pkgs.lib.mkIf c v`; undefined for any other expression. */
export function libraryCall(expression: Expression, scope: Scope): LibraryCall | undefined {
  if (expression.kind !== 'call') return undefined;
  const name = libraryFunction(expression.function, scope);
  return name === undefined ? undefined : { name, passed: expression.arguments };
}

/** The name of the `lib` function that an expression stands for. */
export function libraryFunction(expression: Expression, scope: Scope): string | undefined {
  if (expression.kind === 'select') {
    const last = expression.path.attributes.at(-1);
    return last !== undefined && isLibrary(expression) ? staticName(last) : undefined;
  }
  if (expression.kind !== 'identifier') return undefined;
  const meaning = lookUp(expression.name, scope);
  // Not bound here: `with lib;` brings it. `inherit (lib) mkIf;` binds it to a select.
  if (meaning === undefined) return expression.name;
  if (meaning === 'unknown' || meaning.value.kind !== 'select') return undefined;
  return libraryFunction(meaning.value, meaning.scope);
}

/** Whether a select starts at a thing called `lib` (or is `builtins.…`). */
function isLibrary(select: Extract<Expression, { kind: 'select' }>): boolean {
  const { subject, path } = select;
  const inner = subject.kind === 'parenthesized' ? subject.inner : subject;
  if (inner.kind === 'select') {
    const last = inner.path.attributes.at(-1);
    return last !== undefined && staticName(last) === 'lib';
  }
  if (inner.kind !== 'identifier') return false;
  if (inner.name === 'lib' || inner.name === 'builtins') return true;
  return path.attributes.slice(0, -1).some((attribute) => staticName(attribute) === 'lib');
}
