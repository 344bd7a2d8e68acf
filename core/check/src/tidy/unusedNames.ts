import {
  freeVariables,
  staticName,
  walk,
  type Attribute,
  type Expression,
  type Identifier,
  type Node,
} from '@nixai/nix';
import type { TidyFault } from './tidyFaults.js';

/** Names of a `let` that nothing reads, and arguments that a function does not use. */
export function unusedNames(root: Expression): TidyFault[] {
  const faults: TidyFault[] = [];
  walk(root, (node) => {
    if (node.kind === 'let') faults.push(...unusedIn(node));
    if (node.kind === 'lambda') faults.push(...unusedArguments(node));
  });
  return faults;
}

type Let = Extract<Node, { kind: 'let' }>;
type Lambda = Extract<Node, { kind: 'lambda' }>;

function unusedIn({ bindings, body }: Let): TidyFault[] {
  const read = new Set(freeVariables(body).map(({ name }) => name));
  const bound: { name: string; at: Attribute }[] = [];
  for (const binding of bindings) {
    const attributes = binding.kind === 'binding' ? binding.path.attributes : binding.attributes;
    const own = binding.kind === 'binding' ? attributes.slice(0, 1) : attributes;
    const names = own.flatMap((at) => {
      const name = staticName(at);
      return name === undefined ? [] : [{ name, at }];
    });
    bound.push(...names);
    for (const name of readBy(binding))
      // A function that only calls itself is used by nobody.
      if (!names.some((one) => one.name === name)) read.add(name);
  }
  return bound
    .filter(({ name }) => !read.has(name) && !name.startsWith('_'))
    .map(({ name, at }) => ({
      rule: 'unused-binding',
      message: `nothing uses \`${name}\``,
      hint: 'delete it',
      at,
    }));
}

function readBy(binding: Let['bindings'][number]): string[] {
  if (binding.kind === 'binding') return freeVariables(binding).map(({ name }) => name);
  // `inherit x;` in a `let` reads the x around it.
  return binding.source === undefined ? [] : freeVariables(binding.source).map(({ name }) => name);
}

/** Of a pattern only: what is named there was asked for. `_` and `_x` say that it is not used. */
function unusedArguments({ parameter, body }: Lambda): TidyFault[] {
  if (parameter.kind !== 'pattern' || parameter.whole !== undefined) return [];
  const read = new Set(
    [body, ...parameter.formals.flatMap(({ fallback }) => fallback ?? [])].flatMap((part) =>
      freeVariables(part).map(({ name }) => name),
    ),
  );
  return parameter.formals
    .map(({ name }): Identifier => name)
    .filter(({ name }) => !read.has(name) && !name.startsWith('_'))
    .map((at) => ({
      rule: 'unused-argument',
      message: `the argument \`${at.name}\` is not used`,
      hint: 'delete it',
      at,
    }));
}
