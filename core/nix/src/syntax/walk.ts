import type { Node } from './nodes.js';

/** The direct children of a node, in the order of the file. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'string':
    case 'path':
      return node.parts;
    case 'interpolation':
      return [node.expression];
    case 'parenthesized':
      return [node.inner];
    case 'list':
      return node.items;
    case 'set':
      return node.bindings;
    case 'attributePath':
      return node.attributes;
    case 'binding':
      return [node.path, node.value];
    case 'inherit':
      return node.source === undefined ? node.attributes : [node.source, ...node.attributes];
    case 'let':
      return [...node.bindings, node.body];
    case 'with':
      return [node.subject, node.body];
    case 'assert':
      return [node.condition, node.body];
    case 'if':
      return [node.condition, node.consequence, node.alternative];
    case 'formal':
      return node.fallback === undefined ? [node.name] : [node.name, node.fallback];
    case 'pattern':
      return childrenOfPattern(node);
    case 'lambda':
      return [node.parameter, node.body];
    case 'call':
      return [node.function, ...node.arguments];
    case 'select':
      return node.fallback === undefined
        ? [node.subject, node.path]
        : [node.subject, node.path, node.fallback];
    case 'hasAttribute':
      return [node.subject, node.path];
    case 'binary':
      return [node.left, node.right];
    case 'unary':
      return [node.operand];
    default:
      return [];
  }
}

function childrenOfPattern(pattern: Extract<Node, { kind: 'pattern' }>): readonly Node[] {
  const { formals, whole, start } = pattern;
  if (whole === undefined) return formals;
  return whole.start === start ? [whole, ...formals] : [...formals, whole];
}

/**
 * Visits a node and everything below it, parents first, in the order of the file. A visitor that
 * returns false for a node leaves out what is below it. Uses no recursion.
 */
export function walk(node: Node, visit: (node: Node, parents: readonly Node[]) => boolean | void) {
  const parents: Node[] = [];
  const rest: (Node | undefined)[] = [node];
  while (rest.length > 0) {
    const next = rest.pop();
    if (next === undefined) {
      parents.pop();
      continue;
    }
    if (visit(next, parents) === false) continue;
    parents.push(next);
    rest.push(undefined);
    const children = childrenOf(next);
    for (let index = children.length - 1; index >= 0; index--) rest.push(children[index]);
  }
}
