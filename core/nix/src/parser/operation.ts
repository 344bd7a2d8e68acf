import { TokenKind, tokenName } from '../syntax/tokens.js';
import type { BinaryOperator, Expression } from '../syntax/nodes.js';
import { tooDeep } from './expression.js';
import { parseApplication } from './application.js';
import { parseAttributePath } from './attributePath.js';
import type { Cursor } from './cursor.js';

type Side = 'left' | 'right' | 'none';

/** How tightly each kind of token binds, 0 for what is no operator. */
const powers = new Uint8Array(64);
/** Operators as in Nix's grammar (`parser.y`), loosest first. */
const levels: readonly (readonly [Side, readonly BinaryOperator[]])[] = [
  ['right', ['<|']],
  ['left', ['|>']],
  ['right', ['->']],
  ['left', ['||']],
  ['left', ['&&']],
  ['none', ['==', '!=']],
  ['none', ['<', '>', '<=', '>=']],
  ['right', ['//']],
  // `!` stands here: it binds looser than `+`.
  ['left', []],
  ['left', ['+', '-']],
  ['left', ['*', '/']],
  ['right', ['++']],
];
levels.forEach(([, operators], index) => {
  for (const operator of operators) powers[TokenKind[operator]] = index + 1;
});
const sides = levels.map(([side]) => side);
const notPower = 9;
const hasAttributePower = 13;
const negatePower = 14;

/** Parses operators that bind at least as tightly as `least`. */
export function parseOperation(cursor: Cursor, least: number): Expression {
  let left = parsePrefixed(cursor);
  let spine = 0;
  /** An operator that does not associate was read at this power. */
  let alone = 0;
  for (;;) {
    const { kind } = cursor;
    if (kind === TokenKind['?']) {
      if (hasAttributePower < least) break;
      cursor.advance();
      const path = parseAttributePath(cursor);
      left = { kind: 'hasAttribute', start: left.start, end: path.end, subject: left, path };
      alone = 0;
      continue;
    }
    const power = powers[kind] as number;
    if (power === 0 || power < least) break;
    const side = sides[power - 1];
    if (side === 'none' && alone === power) notAssociative(cursor);
    if (!cursor.enter()) {
      cursor.leave();
      tooDeep(cursor);
      break;
    }
    spine++;
    left =
      side === 'right'
        ? parseRightChain(cursor, left, kind, power)
        : binary(kind, left, operandAfter(cursor, power));
    alone = side === 'none' ? power : 0;
  }
  for (; spine > 0; spine--) cursor.leave();
  return left;
}

/** Goes on over an operator and parses what stands to its right. */
function operandAfter(cursor: Cursor, power: number): Expression {
  cursor.advance();
  return parseOperation(cursor, power + 1);
}

/** `a ++ b ++ c` is `a ++ (b ++ c)`: the operands are read in a loop and joined from the right. */
function parseRightChain(cursor: Cursor, first: Expression, kind: TokenKind, power: number) {
  const operands = [first];
  let entered = 0;
  while (cursor.kind === kind && cursor.enter()) {
    entered++;
    operands.push(operandAfter(cursor, power));
  }
  if (cursor.kind === kind) {
    entered++;
    tooDeep(cursor);
  }
  for (; entered > 0; entered--) cursor.leave();
  return operands.reduceRight((right, left) => binary(kind, left, right));
}

function binary(kind: TokenKind, left: Expression, right: Expression): Expression {
  const operator = tokenName(kind) as BinaryOperator;
  return { kind: 'binary', start: left.start, end: right.end, operator, left, right };
}

function notAssociative(cursor: Cursor): void {
  cursor.faultHere(
    'not-associative',
    `\`${cursor.text}\` cannot follow an operator like it without parentheses`,
    'put one of the two comparisons into parentheses',
  );
}

function parsePrefixed(cursor: Cursor): Expression {
  const { kind, start } = cursor;
  if (kind !== TokenKind['!'] && kind !== TokenKind['-']) return parseApplication(cursor);
  const entered = cursor.enter();
  let operand: Expression;
  if (entered) {
    cursor.advance();
    operand = parseOperation(cursor, kind === TokenKind['!'] ? notPower : negatePower);
  } else operand = tooDeep(cursor);
  cursor.leave();
  return {
    kind: 'unary',
    start,
    end: operand.end,
    operator: kind === TokenKind['!'] ? '!' : '-',
    operand,
  };
}
