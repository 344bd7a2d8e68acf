import { TokenKind } from '../syntax/tokens.js';
import type { BinaryOperator, Expression } from '../syntax/nodes.js';
import { argumentStarts } from './argumentStart.js';
import { tooDeep } from './expression.js';
import { parseArguments, parseSelect } from './application.js';
import { parseAttributePath } from './attributePath.js';
import type { Cursor } from './cursor.js';

type Side = 'left' | 'right' | 'none';
type Join = (cursor: Cursor, start: number, left: Expression, power: number) => Expression;

const notPower = 9;
const hasAttributePower = 13;
const negatePower = 14;
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
/** The operator of each kind of token. */
const operatorOf: BinaryOperator[] = [];
/** By power: what reads an operator and its right side. */
const joins: Join[] = [];
const sides: (Side | undefined)[] = [];
levels.forEach(([side, operators], index) => {
  const power = index + 1;
  sides[power] = side;
  joins[power] = side === 'right' ? parseRightChain : parseLeft;
  for (const operator of operators) {
    powers[TokenKind[operator]] = power;
    operatorOf[TokenKind[operator]] = operator;
  }
});
powers[TokenKind['?']] = hasAttributePower;
joins[hasAttributePower] = parseHasAttribute;

type Follower = (cursor: Cursor, start: number, first: Expression, least: number) => Expression;

/** What an operand is with what follows it, up to operators that bind looser than `least`. */
const followers = new Array<Follower>(64).fill((_cursor, _start, first) => first);
for (const kind of argumentStarts) followers[kind] = parseCall;
for (const kind of powers.keys()) if (powers[kind] !== 0) followers[kind] = parseOperators;

/** Parses operators that bind at least as tightly as `least`. */
export function parseOperation(cursor: Cursor, least: number): Expression {
  const { start } = cursor;
  const first = isPrefix(cursor.kind) ? parseUnary(cursor) : parseSelect(cursor);
  return (followers[cursor.kind] as Follower)(cursor, start, first, least);
}

function parseCall(cursor: Cursor, start: number, called: Expression, least: number): Expression {
  return parseOperators(cursor, start, parseArguments(cursor, start, called), least);
}

const isPrefix = (kind: TokenKind): boolean => kind === TokenKind['!'] || kind === TokenKind['-'];

/** Whether a token is an operator that binds at least as tightly as `least`. */
function binds(kind: TokenKind, least: number): boolean {
  const power = powers[kind] as number;
  return power !== 0 && power >= least;
}

/** Goes on with the operators that follow an operand, if there are any. */
function parseOperators(
  cursor: Cursor,
  start: number,
  first: Expression,
  least: number,
): Expression {
  let left = first;
  let spine = 0;
  /** An operator that does not associate was read at this power. */
  let alone = 0;
  while (binds(cursor.kind, least)) {
    const power = powers[cursor.kind] as number;
    const side = sides[power];
    if (side === 'none' && alone === power) notAssociative(cursor);
    if (!cursor.enter()) {
      cursor.leave();
      tooDeep(cursor);
      break;
    }
    spine++;
    left = (joins[power] as Join)(cursor, start, left, power);
    alone = side === 'none' ? power : 0;
  }
  for (; spine > 0; spine--) cursor.leave();
  return left;
}

function parseHasAttribute(cursor: Cursor, start: number, subject: Expression): Expression {
  cursor.advance();
  const path = parseAttributePath(cursor);
  return { kind: 'hasAttribute', start, end: cursor.previousEnd, subject, path };
}

function parseLeft(cursor: Cursor, start: number, left: Expression, power: number): Expression {
  const operator = operatorOf[cursor.kind] as BinaryOperator;
  cursor.advance();
  const right = parseOperation(cursor, power + 1);
  return { kind: 'binary', start, end: cursor.previousEnd, operator, left, right };
}

/** `a ++ b ++ c` is `a ++ (b ++ c)`: the operands are read in a loop and joined from the right. */
function parseRightChain(
  cursor: Cursor,
  start: number,
  first: Expression,
  power: number,
): Expression {
  const { kind } = cursor;
  const operands = [first];
  const starts = [start];
  let entered = 0;
  while (cursor.kind === kind && cursor.enter()) {
    entered++;
    cursor.advance();
    starts.push(cursor.start);
    operands.push(parseOperation(cursor, power + 1));
  }
  const { previousEnd: end } = cursor;
  if (cursor.kind === kind) {
    entered++;
    tooDeep(cursor);
  }
  for (; entered > 0; entered--) cursor.leave();
  return joined(operatorOf[kind] as BinaryOperator, operands, starts, end);
}

function joined(
  operator: BinaryOperator,
  operands: readonly Expression[],
  starts: readonly number[],
  end: number,
): Expression {
  let right = operands.at(-1) as Expression;
  for (let index = operands.length - 2; index >= 0; index--) {
    const left = operands[index] as Expression;
    right = { kind: 'binary', start: starts[index] as number, end, operator, left, right };
  }
  return right;
}

function notAssociative(cursor: Cursor): void {
  cursor.faultHere(
    'not-associative',
    `\`${cursor.text}\` cannot follow an operator like it without parentheses`,
    'put one of the two comparisons into parentheses',
  );
}

function parseUnary(cursor: Cursor): Expression {
  const { start } = cursor;
  const operator = cursor.kind === TokenKind['!'] ? '!' : '-';
  const entered = cursor.enter();
  if (entered) cursor.advance();
  const operand = entered
    ? parseOperation(cursor, operator === '!' ? notPower : negatePower)
    : tooDeep(cursor);
  cursor.leave();
  return { kind: 'unary', start, end: cursor.previousEnd, operator, operand };
}
