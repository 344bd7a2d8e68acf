import { staticName, walk, type Expression, type Node } from '@nixai/nix';
import type { TidyFault } from './tidyFaults.js';

/** What can be written shorter, and means the same. */
export function shorter(root: Expression): TidyFault[] {
  const faults: TidyFault[] = [];
  walk(root, (node) => {
    if (node.kind === 'let' && node.bindings.length === 0)
      faults.push({
        rule: 'empty-let',
        message: 'this `let` binds nothing',
        hint: 'write what stands behind `in`',
        at: node,
      });
    if (node.kind === 'binary') faults.push(...comparison(node));
    if (node.kind === 'set' || node.kind === 'let') faults.push(...inheritable(node));
    if (node.kind === 'set') faults.push(...repeated(node));
  });
  return faults;
}

function comparison(node: Extract<Node, { kind: 'binary' }>): TidyFault[] {
  if (node.operator !== '==' && node.operator !== '!=') return [];
  const word = [node.left, node.right].find(
    (side) => side.kind === 'identifier' && /^(?:true|false)$/.test(side.name),
  );
  if (word?.kind !== 'identifier') return [];
  const isPlain = (node.operator === '==') === (word.name === 'true');
  return [
    {
      rule: 'boolean-comparison',
      message: `a comparison with \`${word.name}\` says nothing`,
      hint: isPlain ? 'write the other side alone' : 'write `!` before the other side',
      at: node,
    },
  ];
}

/** `a = a;` and `a = b.a;`. In a set that is recursive `a = a` is no end of itself. */
function inheritable(node: Extract<Node, { kind: 'set' | 'let' }>): TidyFault[] {
  const isRecursive = node.kind === 'let' || node.form !== 'plain';
  return node.bindings.flatMap((binding): TidyFault[] => {
    if (binding.kind !== 'binding' || binding.path.attributes.length !== 1) return [];
    const [attribute] = binding.path.attributes;
    const name = attribute?.kind === 'identifier' ? staticName(attribute) : undefined;
    const { value } = binding;
    if (name === undefined) return [];
    if (value.kind === 'identifier' && value.name === name && !isRecursive)
      return [manualInherit(`inherit ${name};`, binding)];
    if (value.kind !== 'select' || value.fallback !== undefined) return [];
    const [only, more] = value.path.attributes;
    if (value.subject.kind !== 'identifier' || more !== undefined || only?.kind !== 'identifier')
      return [];
    return staticName(only) === name && value.subject.name !== name
      ? [manualInherit(`inherit (${value.subject.name}) ${name};`, binding)]
      : [];
  });
}

const manualInherit = (text: string, at: TidyFault['at']): TidyFault => ({
  rule: 'manual-inherit',
  message: 'this is what `inherit` is for',
  hint: `write \`${text}\``,
  at,
});

/** So many bindings with one first name are better one set. */
const few = 3;

function repeated({ bindings }: Extract<Node, { kind: 'set' }>): TidyFault[] {
  const seen = new Map<string, Extract<(typeof bindings)[number], { kind: 'binding' }>[]>();
  for (const binding of bindings) {
    if (binding.kind !== 'binding' || binding.path.attributes.length < 2) continue;
    const [first] = binding.path.attributes;
    const name = first === undefined ? undefined : staticName(first);
    if (name !== undefined) seen.set(name, [...(seen.get(name) ?? []), binding]);
  }
  return [...seen].flatMap(([name, found]) => {
    const [first] = found;
    return first === undefined || found.length < few
      ? []
      : [
          {
            rule: 'repeated-prefix' as const,
            message: `\`${name}\` begins ${found.length} bindings of this set`,
            hint: `put them into one: ${name} = { … };`,
            at: first.path,
          },
        ];
  });
}
