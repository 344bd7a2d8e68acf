import type { CheckDefinition, WrittenValue } from '@nixai/api';
import {
  literalOf,
  lookUp,
  openedAround,
  seeThrough,
  type Definition,
  type Expression,
  type Scope,
  type Seen,
} from '@nixai/nix';
import { isPkgs, packageOf as packageIn } from '../packagesInList.js';

/** A definition as rules see it: what is written, and no tree. */
export function writtenDefinition({
  path,
  value,
  scope,
  conditional,
  priority,
}: Definition): CheckDefinition {
  let known: readonly Seen[] | undefined;
  const seen = () => (known ??= seeThrough(value, scope));
  // Most definitions are of no interest to any rule: their values are never read.
  return {
    path: path.map(({ name }) => name),
    get values() {
      return seen().map((one) => written(one.value, one.scope));
    },
    get conditional() {
      return conditional || seen().some((one) => one.conditional);
    },
    // `mkForce` may stand around the value or around the set that it is in.
    get priority() {
      return seen().find((one) => one.priority !== 100)?.priority ?? priority;
    },
  };
}

function written(value: Expression, scope: Scope): WrittenValue {
  const literal = literalOf(value);
  if (literal === undefined) {
    const attribute = packageOf(value, scope);
    return attribute === undefined ? { type: 'unknown' } : { type: 'package', attribute };
  }
  switch (literal.type) {
    case 'integer':
    case 'float':
      return { type: 'number', value: Number(literal.value) };
    case 'list':
      return { type: 'list', items: literal.items.map((item) => written(item, scope)) };
    default:
      return literal;
  }
}

const packageOf = (value: Expression, scope: Scope): string | undefined => {
  const meaning = lookUp('pkgs', scope);
  // A `pkgs` of one's own: another nixpkgs, with settings of its own.
  if (meaning !== undefined && meaning !== 'unknown') return undefined;
  const opened = openedAround(scope);
  return packageIn(value, scope, opened !== undefined && isPkgs(opened));
};
