import type { Expression } from '../syntax/nodes.js';
import { stringValue } from '../syntax/stringValue.js';

/** What kind of value an expression is, where that shows without evaluating it. */
export type Literal =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'null' }
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  /** `value` is undefined where something is put into it. */
  | { readonly type: 'string'; readonly value: string | undefined }
  | { readonly type: 'path' }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  | { readonly type: 'set' }
  | { readonly type: 'function' };

/** The literal that an expression is, or undefined where only an evaluation tells. */
export function literalOf(expression: Expression): Literal | undefined {
  switch (expression.kind) {
    case 'integer':
      return { type: 'integer', value: BigInt(expression.text) };
    case 'float':
      return { type: 'float', value: Number(expression.text) };
    case 'string':
      return { type: 'string', value: stringValue(expression) };
    case 'uri':
      return { type: 'string', value: expression.text };
    case 'path':
    case 'searchPath':
      return { type: 'path' };
    case 'list':
      return { type: 'list', items: expression.items };
    case 'set':
      return expression.form === 'let' ? undefined : { type: 'set' };
    case 'lambda':
      return { type: 'function' };
    case 'unary':
      return negative(expression);
    case 'identifier':
      return named(expression.name);
    case 'parenthesized':
      return literalOf(expression.inner);
    default:
      return undefined;
  }
}

function negative({ operator, operand }: Extract<Expression, { kind: 'unary' }>) {
  const literal = literalOf(operand);
  if (operator === '!') return undefined;
  if (literal?.type === 'integer') return { type: 'integer', value: -literal.value } as const;
  return literal?.type === 'float'
    ? ({ type: 'float', value: -literal.value } as const)
    : undefined;
}

/** Names that mean the same everywhere, unless someone rebinds them, which nobody does. */
function named(name: string): Literal | undefined {
  if (name === 'true' || name === 'false') return { type: 'boolean', value: name === 'true' };
  return name === 'null' ? { type: 'null' } : undefined;
}
