import type { Expression } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { libraryCall } from './libraryCall.js';
import { withBindings, withParameter, type Scope } from './scope.js';
import { seeThrough, type Seen } from './seeThrough.js';

/**
 * What each attribute of a set is that a function of `lib` makes: the body of the function that
 * `genAttrs`, `mapAttrs` or `genAttrs'` is given, the `value` that `listToAttrs` finds. Their names
 * only an evaluation tells. Nothing for any other expression.
 */
export function generatedValues(seen: Seen): Seen[] {
  const call = libraryCall(seen.value, seen.scope);
  if (call === undefined) return [];
  const [first, second] = call.passed;
  const as = (found: readonly Inside[]) => found.map((one) => ({ ...seen, ...one }));
  switch (call.name) {
    case 'genAttrs':
      return as(bodyOf(second, seen.scope, 1));
    case 'mapAttrs':
      return as(bodyOf(first, seen.scope, 2));
    case "genAttrs'":
      return as(bodyOf(second, seen.scope, 1).flatMap(valueOfPair));
    case "mapAttrs'":
      return as(bodyOf(first, seen.scope, 2).flatMap(valueOfPair));
    case 'listToAttrs':
      return as(elementsOf(first, seen.scope).flatMap(valueOfPair));
    default:
      return [];
  }
}

interface Inside {
  readonly value: Expression;
  readonly scope: Scope;
}

/** The body of a function of so many arguments, where it is in sight. */
function bodyOf(written: Expression | undefined, outer: Scope, most: number): Inside[] {
  if (written === undefined) return [];
  return seeThrough(written, outer).flatMap(({ value, scope }): Inside[] => {
    if (value.kind !== 'lambda') return [];
    const inside = { value: value.body, scope: withParameter(value.parameter, scope) };
    return most === 1 ? [inside] : bodyOf(inside.value, inside.scope, most - 1);
  });
}

/** The elements of a list, or what `map` makes of those of any list. */
function elementsOf(written: Expression | undefined, outer: Scope): Inside[] {
  if (written === undefined) return [];
  return seeThrough(written, outer).flatMap(({ value, scope }): Inside[] => {
    if (value.kind === 'list') return value.items.map((item) => ({ value: item, scope }));
    const call = libraryCall(value, scope);
    const makes = call !== undefined && ['map', 'forEach', 'imap0', 'imap1'].includes(call.name);
    if (!makes) return [];
    const made = call.name === 'forEach' ? call.passed[1] : call.passed[0];
    return bodyOf(made, scope, call.name.startsWith('imap') ? 2 : 1);
  });
}

/** The value of `{ name = …; value = …; }` or of `nameValuePair … …`. */
function valueOfPair({ value: written, scope: outer }: Inside): Inside[] {
  return seeThrough(written, outer).flatMap(({ value, scope }): Inside[] => {
    const call = libraryCall(value, scope);
    if (call?.name === 'nameValuePair')
      return call.passed[1] === undefined ? [] : [{ value: call.passed[1], scope }];
    if (value.kind !== 'set') return [];
    const inside = value.form === 'plain' ? scope : withBindings(value, scope);
    return value.bindings.flatMap((binding) => {
      if (binding.kind !== 'binding') return [];
      const [only, more] = binding.path.attributes;
      const isValue = only !== undefined && more === undefined && staticName(only) === 'value';
      return isValue ? [{ value: binding.value, scope: inside }] : [];
    });
  });
}
