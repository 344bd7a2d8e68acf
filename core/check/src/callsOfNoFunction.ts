import { literalOf, walk, type Expression } from '@nixai/nix';
import type { Told } from './findings.js';
import { asText, howTo } from './types/asTaken.js';

/**
 * Calls of what is no function, as Nix reads two values beside each other: `192.168.1.1` without quotes,
 * `"a" "b"`, `./module.nix { }`. Nix stops as soon as it needs the value.
 */
export function callsOfNoFunction(root: Expression, source: string): Told[] {
  const found: Told[] = [];
  // `<name>` is whatever the `__findFile` in sight makes of it: with den it is a function.
  const isFoundByNix = !source.includes('__findFile');
  walk(root, (node) => {
    if (node.kind !== 'call') return;
    if (node.function.kind === 'searchPath' && !isFoundByNix) return;
    const type = literalOf(node.function)?.type;
    const kind = isEmptySet(node.function) ? 'set' : type === undefined ? undefined : kinds[type];
    if (kind === undefined) return;
    const written = source.slice(node.start, node.end);
    found.push({
      rule: 'call-of-no-function',
      severity: 'error',
      message: `a ${kind} stands before another value, as if it was a function`,
      hint: hintFor(node, written, source.slice(node.function.start, node.function.end), kind),
      at: node,
    });
  });
  return found;
}

/** `{ } (f x)`: a set that holds something may have a `__functor`. */
const isEmptySet = (called: Expression): boolean =>
  called.kind === 'set' && called.bindings.length === 0;

type Call = Extract<Expression, { kind: 'call' }>;

const kinds: Readonly<Record<string, string>> = {
  integer: 'number',
  float: 'number',
  string: 'text',
  list: 'list',
  path: 'path',
};

function hintFor(node: Call, written: string, called: string, kind: string): string {
  const isOfTexts = [node.function, ...node.arguments].every(
    (one) => literalOf(one)?.type === 'string',
  );
  if (isOfTexts) return `for a list, write [ ${written} ]; for one text, put + between them`;
  if (/^[\d.]+$/.test(written)) return howTo(asText(written));
  if (kind === 'path') return `write import ${called} …`;
  if (kind === 'list') return 'put ++ between two lists, or ; at the end of the first';
  if (kind === 'set') return 'put // between two sets, or delete it';
  return kind === 'text'
    ? 'put + between two texts, or ; at the end of the first'
    : 'put ; or an operator between them';
}
