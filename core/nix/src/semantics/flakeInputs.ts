import type { Expression } from '../syntax/nodes.js';
import { literalOf } from './literal.js';
import { eachDefinition } from './definitions.js';
import { emptyScope } from './scope.js';

/** An input as a `flake.nix` names it. */
export interface NamedInput {
  readonly name: string;
  /** `github:NixOS/nixpkgs/nixos-25.05`; undefined where it is taken from the registry. */
  readonly url?: string;
  /** The inputs of it that are others of this flake: `{ nixpkgs: 'nixpkgs' }`. */
  readonly follows: Readonly<Record<string, string>>;
  /** False for one that is no flake. */
  readonly flake: boolean;
}

/** The inputs of a `flake.nix`, in the order of the file. */
export function inputsOf(root: Expression): NamedInput[] {
  const inputs = new Map<
    string,
    { url?: string; follows: Record<string, string>; flake: boolean }
  >();
  eachDefinition(root, emptyScope, ({ path, value }) => {
    const [top, name, ...below] = path.map((step) => step.name);
    if (top !== 'inputs') return 'over';
    if (name === undefined) return path.length === 1 ? 'inside' : 'over';
    const input = inputs.get(name) ?? { follows: {}, flake: true };
    inputs.set(name, input);
    const literal = literalOf(value);
    const text = literal?.type === 'string' ? literal.value : undefined;
    const [key, inner, last] = below;
    if (key === 'url' && text !== undefined) input.url = text;
    if (key === 'flake' && literal?.type === 'boolean') input.flake = literal.value;
    if (key === 'inputs' && inner !== undefined && last === 'follows' && text !== undefined)
      input.follows[inner] = text;
    return 'inside';
  });
  return [...inputs].map(([name, input]) => ({ name, ...input }));
}
