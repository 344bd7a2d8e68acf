export { parse, type ParseOptions, type ParseResult, type Tree } from './parser/parse.js';
export { print } from './syntax/print.js';
export { childrenOf, walk } from './syntax/walk.js';
export { staticName } from './syntax/staticName.js';
export { stringValue } from './syntax/stringValue.js';
export { TokenKind, tokenName, isTrivia, TokenList } from './syntax/tokens.js';
export { Lines, type Position } from './text/lines.js';
export type { SyntaxFault } from './syntax/fault.js';
export type * from './syntax/nodes.js';
