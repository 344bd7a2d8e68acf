import { staticName, walk, type Attribute, type Expression, type Node } from '@nixai/nix';

/** A value of the configuration that a module reads. */
export interface ReadOfConfig {
  /** Below `config`, as far as it is written out. */
  readonly path: readonly string[];
  /** The attributes that write it. */
  readonly attributes: readonly Attribute[];
  readonly at: Extract<Expression, { kind: 'select' }>;
}

/**
 * What a module reads as `config.a.b`. What has a fallback (`config.a.b or c`), or is asked for with
 * `?`, may as well not be there; a `config` that something inside binds (a submodule's) is another.
 */
export function readsOfConfig(root: Expression): ReadOfConfig[] {
  const found: ReadOfConfig[] = [];
  walk(root, (node, parents) => {
    if (node.kind !== 'select' || node.fallback !== undefined) return;
    if (node.subject.kind !== 'identifier' || node.subject.name !== 'config') return;
    const above = parents.at(-1);
    if (above?.kind === 'hasAttribute' || timesBound(parents) > 1) return;
    const names = node.path.attributes.map(staticName);
    const end = names.indexOf(undefined);
    const path = (end < 0 ? names : names.slice(0, end)) as string[];
    if (path.length > 0)
      found.push({ path, attributes: node.path.attributes.slice(0, path.length), at: node });
  });
  return found;
}

/** How many functions and `let`s around a place bind the name. */
function timesBound(parents: readonly Node[]): number {
  return parents.filter((parent) => {
    if (parent.kind === 'let')
      return parent.bindings.some(
        (binding) =>
          binding.kind === 'binding' &&
          binding.path.attributes[0] !== undefined &&
          staticName(binding.path.attributes[0]) === 'config',
      );
    if (parent.kind !== 'lambda') return false;
    const { parameter } = parent;
    return parameter.kind === 'identifier'
      ? parameter.name === 'config'
      : parameter.formals.some(({ name }) => name.name === 'config');
  }).length;
}
