import { walk, type Lambda, type Let, type Node } from '@nixai/nix';
import type { SourceFile } from '../read/configuration.js';

/** How a place in a module gets at `inputs`, and at what else modules are given. */
export type Access =
  | {
      readonly kind: 'module';
      /** What `inputs` and `pkgs` are called there: `args.inputs` for a module that names its arguments so. */
      readonly name: (argument: string) => string;
      /** Whether names must be added to those that the function takes. */
      readonly takes: (argument: string) => boolean;
      /** Where a `let` stands around the function, it must go into it first. */
      readonly inside?: Let;
    }
  | { readonly kind: 'none'; readonly why: string };

/** What a place in a file can be given. */
export function accessAt(file: SourceFile, at: number): Access {
  if (file.role === 'other')
    return {
      kind: 'none',
      why: `${file.path} is not a module: hand it over where the file is imported`,
    };
  const { lambda, outer } = functionOf(file.tree.root);
  if (bindsInside(file, 'inputs', lambda))
    return { kind: 'none', why: 'the file has a name "inputs" of its own' };
  // A module that is a set becomes a function, around its `let` too.
  if (lambda === undefined)
    return { kind: 'module', name: (argument) => argument, takes: () => true };
  const { parameter } = lambda;
  const isInside = at >= lambda.start && at < lambda.end;
  if (!isInside) {
    if (outer === undefined || parameter.kind !== 'pattern')
      return { kind: 'none', why: 'it stands before the arguments of the module' };
    const names = new Set(parameter.formals.map(({ name }) => name.name));
    if (letNames(outer).some((name) => names.has(name)))
      return {
        kind: 'none',
        why: 'it stands in a `let` before the arguments of the module, which has names of these',
      };
  }
  if (parameter.kind === 'identifier')
    return parameter.name === '_'
      ? { kind: 'none', why: 'the module takes no arguments' }
      : {
          kind: 'module',
          name: (argument) => `${parameter.name}.${argument}`,
          takes: () => false,
        };
  const taken = new Set(parameter.formals.map(({ name }) => name.name));
  return {
    kind: 'module',
    name: (argument) => argument,
    takes: (argument) => !taken.has(argument),
    ...(!isInside && outer !== undefined && { inside: outer }),
  };
}

/** The function that a module is, and the `let` that stands around it. */
export function functionOf(root: Node): { readonly lambda?: Lambda; readonly outer?: Let } {
  let at = root;
  let outer: Let | undefined;
  for (;;)
    if (at.kind === 'parenthesized') at = at.inner;
    else if (at.kind === 'let') {
      // Only one that is nothing else is moved.
      outer = at === root ? at : undefined;
      at = at.body;
    } else if (at.kind === 'with' || at.kind === 'assert') at = at.body;
    else
      return at.kind === 'lambda'
        ? { lambda: at, ...(outer !== undefined && { outer }) }
        : outer === undefined
          ? {}
          : { outer };
}

function letNames({ bindings }: Let): readonly string[] {
  return bindings.flatMap((one) =>
    (one.kind === 'binding' ? one.path.attributes.slice(0, 1) : one.attributes).flatMap((name) =>
      name.kind === 'identifier' ? [name.name] : [],
    ),
  );
}

/** Whether a `let` or a function inside of the module binds a name, so that another is meant there. */
function bindsInside(file: SourceFile, name: string, own: Lambda | undefined): boolean {
  let found = false;
  walk(file.tree.root, (node) => {
    if (node.kind === 'let' && letNames(node).includes(name)) found = true;
    if (node.kind !== 'lambda' || node === own) return !found;
    const { parameter } = node;
    const names =
      parameter.kind === 'identifier'
        ? [parameter.name]
        : parameter.formals.map((formal) => formal.name.name);
    if (names.includes(name)) found = true;
    return !found;
  });
  return found;
}
