import { TokenKind } from '../syntax/tokens.js';
import type { Lexer } from '../syntax/lexer.js';
import type { Node } from '../syntax/nodes.js';
import type { SyntaxFault } from '../syntax/fault.js';

/** A fault before its line is known. */
export type RawFault = Omit<SyntaxFault, 'line' | 'column'>;

/** A place to come back to: a token, and how many faults there were. */
export interface Place {
  readonly index: number;
  readonly faults: number;
}

/** Deeper than this nobody writes; the parser and whoever walks its tree recurse this deep. */
const deepest = 600;
/** After these many faults the rest says nothing new. */
const mostFaults = 200;
const mostRetries = 200;

/** Walks over the tokens that mean something, and collects what is wrong. */
export class Cursor {
  /** The kind of the token at hand. */
  kind: TokenKind;
  /** Its place among the tokens. */
  index = 0;
  /** Where the token that was read last ends. */
  previousEnd = 0;
  readonly faults: RawFault[] = [];
  private readonly kinds: Uint8Array;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly nodes: Node[] = [];
  private waiting = 0;
  private depth = 0;
  private retries = 0;

  constructor(
    readonly source: string,
    tokens: Lexer,
  ) {
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.kind = this.kindOf(0);
  }

  /** Where the token at hand starts. */
  get start(): number {
    return this.starts[this.index] as number;
  }

  get end(): number {
    return this.ends[this.index] as number;
  }

  /** Where the token before the one at hand ends. */
  get endBefore(): number {
    return this.index === 0 ? 0 : (this.ends[this.index - 1] as number);
  }

  get text(): string {
    return this.source.slice(this.start, this.end);
  }

  /** The kind of the token after the one at hand. */
  get nextKind(): TokenKind {
    return this.kinds[this.index + 1] as TokenKind;
  }

  kindOf(index: number): TokenKind {
    return this.kinds[index] as TokenKind;
  }

  /** Goes on over the token at hand; at the end of the file there is none. */
  advance(): void {
    const { index } = this;
    this.previousEnd = this.ends[index] as number;
    this.index = index + 1;
    this.kind = this.kinds[index + 1] as TokenKind;
  }

  /** Goes on over a token of this kind, if one is at hand. */
  take(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Makes an earlier token the one at hand again: the one at an offset. */
  backTo(offset: number): void {
    while (this.start > offset) this.index--;
    this.kind = this.kindOf(this.index);
  }

  /** Parses again from a place as if the file ended before a token; undefined if tried too often. */
  retryUpTo<T>(limit: number, { index, faults }: Place, parse: () => T): T | undefined {
    if (++this.retries > mostRetries) return undefined;
    const kind = this.kindOf(limit);
    this.kinds[limit] = TokenKind.endOfFile;
    this.faults.length = Math.min(faults, this.faults.length);
    this.moveTo(index);
    const result = parse();
    this.kinds[limit] = kind;
    this.kind = this.kindOf(this.index);
    return result;
  }

  /** How many nodes wait for the end of the lists that they are in. */
  get collected(): number {
    return this.waiting;
  }

  /** Adds a node to the list that is being read. */
  collect(node: Node): void {
    this.nodes[this.waiting++] = node;
  }

  /** The list of what was collected since there were so many: it takes no more room than it needs. */
  takeFrom<T extends Node>(count: number): T[] {
    const list = this.nodes.slice(count, this.waiting) as T[];
    this.waiting = count;
    return list;
  }

  /** Goes one level deeper; false where that is too deep. Each call is paired with `leave`. */
  enter(): boolean {
    return ++this.depth <= deepest;
  }

  leave(): void {
    this.depth--;
  }

  /** Notes what is wrong. Of several faults at one place only the first says something. */
  fault(code: string, message: string, start: number, end: number, hint?: string): void {
    const last = this.faults.at(-1);
    if (last?.start === start && last.end === end) return;
    if (this.faults.length < mostFaults) this.faults.push({ code, message, start, end, hint });
  }

  /** A fault of the token at hand. */
  faultHere(code: string, message: string, hint?: string): void {
    this.fault(code, message, this.start, this.end, hint);
  }

  private moveTo(index: number): void {
    this.index = index;
    this.previousEnd = this.endBefore;
    this.kind = this.kindOf(index);
  }
}
