import type { CheckDefinition, WrittenValue } from '@nixai/api';
import { literalOf, seeThrough, type Definition, type Expression, type Seen } from '@nixai/nix';

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
      return seen().map((one) => written(one.value));
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

function written(value: Expression): WrittenValue {
  const literal = literalOf(value);
  if (literal === undefined) return { type: 'unknown' };
  switch (literal.type) {
    case 'integer':
    case 'float':
      return { type: 'number', value: Number(literal.value) };
    case 'list':
      return { type: 'list', items: literal.items.map(written) };
    default:
      return literal;
  }
}
