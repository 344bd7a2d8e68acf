import {
  staticName,
  type Attribute,
  type AttributeSet,
  type Binding,
  type Expression,
} from '@nixai/nix';
import type { Flake } from './flake.js';

/** A binding below `inputs`, as it is written. */
export interface InputBinding {
  /** Below `inputs`: `['nixpkgs', 'url']`; undefined where a name is computed. */
  readonly names: readonly (string | undefined)[];
  readonly attributes: readonly Attribute[];
  readonly binding: Binding;
  readonly value: Expression;
  /** The set that it stands in, and the binding whose value that is; none for the flake's own. */
  readonly parents: readonly Binding[];
}

/** All bindings below `inputs`, outermost first, in the order of the file. */
export function inputBindings({ set }: Pick<Flake, 'set'>): InputBinding[] {
  const found: InputBinding[] = [];
  if (set !== undefined) collect(set, [], [], found);
  return found
    .filter(({ names }) => names[0] === 'inputs' && names.length > 1)
    .map((one) => ({
      ...one,
      names: one.names.slice(1),
      attributes: one.attributes.slice(1),
    }));
}

function collect(
  set: AttributeSet,
  above: readonly Attribute[],
  parents: readonly Binding[],
  found: InputBinding[],
): void {
  for (const binding of set.bindings) {
    if (binding.kind !== 'binding') continue;
    const attributes = [...above, ...binding.path.attributes];
    const names = attributes.map(staticName);
    if (names[0] !== 'inputs') continue;
    const value = plain(binding.value);
    found.push({ names, attributes, binding, value, parents });
    if (value.kind === 'set') collect(value, attributes, [...parents, binding], found);
  }
}

const plain = (value: Expression): Expression =>
  value.kind === 'parenthesized' ? plain(value.inner) : value;

/** What an input may say of itself: Nix gives all but the first four to the fetcher. */
export const inputKeys: ReadonlySet<string> = new Set([
  ...['url', 'flake', 'follows', 'inputs'],
  ...['type', 'owner', 'repo', 'ref', 'rev', 'dir', 'host', 'path', 'id', 'narHash'],
  ...['submodules', 'shallow', 'allRefs', 'lfs', 'exportIgnore', 'name', 'revCount'],
  ...['lastModified', 'parent', 'verifyCommit', 'publicKey', 'publicKeys', 'keytype', 'unpack'],
]);

/** Keys that only an input has: a name beside them is that of an input. */
export const tellingKeys: ReadonlySet<string> = new Set(['url', 'flake', 'follows', 'inputs']);
