import { lex } from '../syntax/lexer.js';
import { isTrivia } from '../syntax/tokens.js';
import type { Binding, Expression, Inherit } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { plainSet } from '../semantics/attributeTable.js';
import { freeVariables } from '../semantics/freeVariables.js';
import { appendToList } from './appendToList.js';
import type { EditResult } from './editResult.js';
import { indentAt, reindented } from './layout.js';
import { pathText } from './path.js';
import { setAttribute } from './setAttribute.js';
import { findTarget, readMainSet } from './target.js';

/** What was not merged: the first file keeps what it had. */
export interface MergeConflict {
  readonly path: string;
  /** The value in the first file, as written; undefined where it has none. */
  readonly mine?: string;
  /** The value in the other file, as written. */
  readonly theirs: string;
  /** `different` values, or one that is `computed` and cannot be merged as text. */
  readonly reason: 'different' | 'computed';
}

export type MergeResult =
  | {
      readonly ok: true;
      readonly source: string;
      /** Paths that were added, and lists that were added to. */
      readonly added: readonly string[];
      readonly conflicts: readonly MergeConflict[];
    }
  | (EditResult & { ok: false });

/**
 * Merges the attribute set of another file into a file: what only the other has is added, lists are
 * joined, and where both have something different the first keeps its own and a conflict is told.
 * Comments around bindings of the other file are not taken along; those inside values are.
 */
export function mergeSets(source: string, other: string): MergeResult {
  const mine = readMainSet(source);
  if (!mine.ok) return mine;
  const theirs = readMainSet(other);
  if (!theirs.ok) return theirs;
  const merge = new Merge(source, other, namesOfLets(theirs.tree.root));
  merge.all(theirs.main.bindings, []);
  return { ok: true, source: merge.source, added: merge.added, conflicts: merge.conflicts };
}

class Merge {
  readonly added: string[] = [];
  readonly conflicts: MergeConflict[] = [];

  constructor(
    public source: string,
    readonly other: string,
    readonly local: ReadonlySet<string>,
  ) {}

  all(bindings: readonly (Binding | Inherit)[], prefix: readonly string[]): void {
    for (const binding of bindings) {
      const names = binding.kind === 'binding' ? binding.path.attributes.map(staticName) : [];
      const path = names.filter((name) => name !== undefined);
      if (binding.kind === 'binding' && path.length === names.length)
        this.#one([...prefix, ...path], binding);
      else this.#conflict(prefix, this.#text(binding), 'computed');
    }
  }

  #one(path: readonly string[], { value, start }: Binding): void {
    const target = findTarget(this.source, path);
    if (!target.ok) return this.#conflict(path, this.#text(value), 'computed');
    const [match, another] = target.exact;
    const theirs = plainSet(value);
    const mine = match === undefined ? undefined : plainSet(match.binding.value);
    if (theirs?.form === 'plain' && (mine !== undefined || target.below.length > 0))
      return this.all(theirs.bindings, path);
    if (target.over.length > 0 || target.below.length > 0 || another !== undefined)
      return this.#conflict(path, this.#text(value), 'computed');
    if (match === undefined) return this.#add(path, value, indentAt(this.other, start));
    const written = this.source.slice(match.binding.value.start, match.binding.value.end);
    if (meaningful(written) === meaningful(this.#text(value))) return;
    if (match.binding.value.kind === 'list' && value.kind === 'list')
      return this.#join(path, value.items);
    this.#conflict(path, this.#text(value), 'different', written);
  }

  #add(path: readonly string[], value: Expression, indent: string): void {
    const text = reindented(this.#text(value), indent, '');
    const isLocal = freeVariables(value).some(({ name }) => this.local.has(name));
    const result = isLocal ? undefined : setAttribute(this.source, path, text);
    if (result?.ok !== true) return this.#conflict(path, text, 'computed');
    this.source = result.source;
    this.added.push(pathText(path));
  }

  #join(path: readonly string[], items: readonly Expression[]): void {
    const before = this.source;
    for (const item of items) {
      const result = appendToList(this.source, path, this.#text(item));
      if (result.ok) this.source = result.source;
      else this.#conflict(path, this.#text(item), 'computed');
    }
    if (this.source !== before) this.added.push(pathText(path));
  }

  #text({ start, end }: { start: number; end: number }): string {
    return this.other.slice(start, end);
  }

  #conflict(
    path: readonly string[],
    theirs: string,
    reason: MergeConflict['reason'],
    mine?: string,
  ): void {
    this.conflicts.push({ path: pathText(path), theirs, reason, mine });
  }
}

/** A text without blanks and comments. */
function meaningful(text: string): string {
  const tokens = lex(text);
  const parts: string[] = [];
  for (let index = 0; index < tokens.length; index++)
    if (!isTrivia(tokens.kind(index))) parts.push(tokens.text(index));
  return parts.join(' ');
}

/** Names that the other file binds around its set: values that use them mean nothing elsewhere. */
function namesOfLets(root: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  let inner = root;
  for (;;) {
    if (inner.kind === 'let')
      for (const binding of inner.bindings) {
        const bound =
          binding.kind === 'binding' ? [binding.path.attributes[0]] : binding.attributes;
        for (const attribute of bound) names.add((attribute && staticName(attribute)) ?? '');
      }
    if (inner.kind === 'parenthesized') inner = inner.inner;
    else if ('body' in inner) inner = inner.body;
    else return names;
  }
}
