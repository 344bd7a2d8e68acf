import { parse } from '../parser/parse.js';
import { staticName } from '../syntax/staticName.js';

/** An attribute path: `'a."b c".d'` as Nix writes it, or its names one by one. */
export type Path = string | readonly string[];

/** The names of a path; undefined where it is none, or has a computed name. */
export function namesOf(path: Path): readonly string[] | undefined {
  if (typeof path !== 'string') return path.length === 0 ? undefined : path;
  const { tree, errors } = parse(`{ ${path} = 1; }`);
  const binding = tree.root.kind === 'set' ? tree.root.bindings[0] : undefined;
  if (errors.length > 0 || binding?.kind !== 'binding') return undefined;
  if (tree.root.kind === 'set' && tree.root.bindings.length > 1) return undefined;
  const names = binding.path.attributes.map(staticName);
  return names.every((name) => name !== undefined) ? names : undefined;
}
