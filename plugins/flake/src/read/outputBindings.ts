import { staticName, type AttributeSet, type Binding, type Expression } from '@nixai/nix';
import type { Flake } from './flake.js';

/** A set that the outputs may be, or be made of. */
export interface OutputSet {
  readonly set: AttributeSet;
  /** Whether it is one for each system: what `eachDefaultSystem` or `perSystem` is given. */
  readonly perSystem: boolean;
}

/** The sets of the outputs that are in sight. */
export function outputSets({ lambda }: Pick<Flake, 'lambda'>): readonly OutputSet[] {
  const found: OutputSet[] = [];
  if (lambda !== undefined) collect(lambda.body, false, found);
  return found;
}

const eachSystem = /^each(?:Default)?System(?:PassThrough)?$|^simpleFlake$/;

function collect(value: Expression, perSystem: boolean, found: OutputSet[]): void {
  switch (value.kind) {
    case 'set':
      found.push({ set: value, perSystem });
      return;
    case 'parenthesized':
      return collect(value.inner, perSystem, found);
    case 'let':
    case 'with':
    case 'assert':
      return collect(value.body, perSystem, found);
    case 'lambda':
      return collect(value.body, perSystem, found);
    case 'binary':
      if (value.operator !== '//') return;
      collect(value.left, perSystem, found);
      return collect(value.right, perSystem, found);
    case 'call': {
      const name = calledName(value.function);
      const last = value.arguments.at(-1);
      if (name !== undefined && eachSystem.test(name) && last !== undefined)
        collect(last, true, found);
      if (name === 'recursiveUpdate')
        for (const one of value.arguments) collect(one, perSystem, found);
      return;
    }
    default:
      return;
  }
}

/** The last name of what is called: `eachDefaultSystem` of `flake-utils.lib.eachDefaultSystem`. */
export function calledName(called: Expression): string | undefined {
  if (called.kind === 'parenthesized') return calledName(called.inner);
  if (called.kind === 'identifier') return called.name;
  const last = called.kind === 'select' ? called.path.attributes.at(-1) : undefined;
  return last === undefined ? undefined : staticName(last);
}

/** The names of a binding's path. */
export const pathNames = ({ path }: Binding): readonly (string | undefined)[] =>
  path.attributes.map(staticName);
