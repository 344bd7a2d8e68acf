import { isTrivia, TokenKind, type TokenList } from '../syntax/tokens.js';
import type { SyntaxFault } from '../syntax/fault.js';

/** A fault before its line is known. */
export type RawFault = Omit<SyntaxFault, 'line' | 'column'>;

/** A place to come back to. */
export interface Mark {
  readonly index: number;
  readonly previousEnd: number;
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
  kind: TokenKind = TokenKind.endOfFile;
  /** Where the token before ends. */
  previousEnd = 0;
  readonly faults: RawFault[] = [];
  readonly source: string;
  #index = -1;
  /** No token from here on is seen. */
  #limit: number;
  #depth = 0;
  #retries = 0;

  constructor(readonly tokens: TokenList) {
    this.source = tokens.source;
    this.#limit = tokens.length;
    this.#moveTo(0);
  }

  get index(): number {
    return this.#index;
  }

  /** Where the token at hand starts. */
  get start(): number {
    return this.tokens.start(this.#index);
  }

  get text(): string {
    return this.tokens.text(this.#index);
  }

  advance(): void {
    this.previousEnd = this.tokens.end(this.#index);
    this.#moveTo(this.#index + 1);
  }

  /** Whether a token of this kind is at hand. */
  at(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** Goes on over a token of this kind, if one is at hand. */
  take(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** The index of the next token that means something, after an index. */
  after(index: number): number {
    let next = index + 1;
    while (isTrivia(this.tokens.kind(next))) next++;
    return next;
  }

  /** The kind of the token after the one at hand. */
  get nextKind(): TokenKind {
    return this.tokens.kind(this.after(this.#index));
  }

  mark(): Mark {
    return { index: this.#index, previousEnd: this.previousEnd, faults: this.faults.length };
  }

  /** The mark of an earlier place: its token, and how many faults there were. */
  markAt(index: number, faults: number): Mark {
    let before = index - 1;
    while (before >= 0 && isTrivia(this.tokens.kind(before))) before--;
    return { index, previousEnd: before < 0 ? 0 : this.tokens.end(before), faults };
  }

  reset({ index, previousEnd, faults }: Mark): void {
    this.faults.length = Math.min(faults, this.faults.length);
    this.previousEnd = previousEnd;
    this.#moveTo(index);
  }

  /** Parses again from a mark as if the file ended before a token; undefined if tried too often. */
  retryUpTo<T>(mark: Mark, limit: number, parse: () => T): T | undefined {
    if (++this.#retries > mostRetries) return undefined;
    const before = this.#limit;
    this.#limit = limit;
    this.reset(mark);
    const result = parse();
    this.#limit = before;
    this.#moveTo(this.#index);
    return result;
  }

  /** Goes one level deeper; false where that is too deep. Each call is paired with `leave`. */
  enter(): boolean {
    return ++this.#depth <= deepest;
  }

  leave(): void {
    this.#depth--;
  }

  /** Notes what is wrong. Of several faults at one place only the first says something. */
  fault(code: string, message: string, start: number, end: number, hint?: string): void {
    const last = this.faults.at(-1);
    if (last?.start === start && last.end === end) return;
    if (this.faults.length < mostFaults) this.faults.push({ code, message, start, end, hint });
  }

  /** A fault of the token at hand. */
  faultHere(code: string, message: string, hint?: string): void {
    this.fault(code, message, this.start, this.tokens.end(this.#index), hint);
  }

  #moveTo(index: number): void {
    let next = index;
    while (next < this.#limit && isTrivia(this.tokens.kind(next))) next++;
    this.#index = next;
    this.kind = next < this.#limit ? this.tokens.kind(next) : TokenKind.endOfFile;
  }
}
