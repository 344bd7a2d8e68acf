import type {
  Attribute,
  AttributeSet,
  Binding,
  Expression,
  Inherit,
  Let,
} from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';

/** An attribute as Nix puts it together out of all places that name it. */
export interface Entry {
  /** Where it is named first. */
  readonly at: Attribute;
  /** The set that it is, if later definitions may add to it. */
  readonly table?: AttributeTable;
}

/** The attributes of a set or a `let`; those of sets that Nix merges are in one table. */
export interface AttributeTable {
  readonly recursive: boolean;
  readonly entries: Map<string, Entry>;
}

/** An attribute that is given a value for a second time. */
export interface Duplicate {
  /** The path from the set that both stand in, as far as it is written there. */
  readonly path: readonly string[];
  readonly first: Attribute;
  readonly second: Attribute;
  /** Both are sets that stand in sets that are merged: Nix merges them too, from 2.26 on. */
  readonly isMerged: boolean;
}

/** A set, or the bindings of a `let`. */
export type Bindings = AttributeSet | Let;

/** The set that an expression is to Nix's parser, which forgets parentheses. */
export function plainSet(expression: Expression): AttributeSet | undefined {
  let inner = expression;
  while (inner.kind === 'parenthesized') inner = inner.inner;
  return inner.kind === 'set' && inner.form !== 'let' ? inner : undefined;
}

/**
 * Puts the attributes of sets together by the rules of Nix's parser (`addAttr`): sets in one place are
 * merged (before Nix 2.26 one level deep), the first says whether the whole is recursive, and
 * everything else that is named twice is an error.
 */
export class AttributeTables {
  readonly duplicates: Duplicate[] = [];
  readonly #tables = new Map<Bindings, AttributeTable>();

  /** The table that a set's attributes ended up in. */
  of(set: Bindings): AttributeTable {
    const known = this.#tables.get(set);
    if (known !== undefined) return known;
    const recursive = set.kind === 'let' || set.form !== 'plain';
    const table: AttributeTable = { recursive, entries: new Map() };
    this.#tables.set(set, table);
    for (const binding of set.bindings)
      if (binding.kind === 'inherit') this.#inherit(table, binding);
      else this.#bind(table, binding);
    return table;
  }

  #inherit(table: AttributeTable, { attributes }: Inherit): void {
    for (const attribute of attributes) {
      const name = staticName(attribute);
      if (name === undefined) continue;
      const before = table.entries.get(name);
      if (before === undefined) table.entries.set(name, { at: attribute });
      else this.#twice([name], before.at, attribute);
    }
  }

  #bind(outermost: AttributeTable, { path, value }: Binding): void {
    const set = plainSet(value);
    const own = set === undefined ? undefined : this.of(set);
    let table = outermost;
    const names: string[] = [];
    for (const [index, attribute] of path.attributes.entries()) {
      const isLast = index === path.attributes.length - 1;
      const name = staticName(attribute);
      const before = name === undefined ? undefined : table.entries.get(name);
      names.push(name ?? '');
      if (before !== undefined) {
        if (before.table === undefined || (isLast && own === undefined))
          return this.#twice(names, before.at, attribute);
        table = before.table;
        if (isLast && set !== undefined && own !== undefined) this.#merge(names, set, own, table);
        continue;
      }
      const fresh: AttributeTable = { recursive: false, entries: new Map() };
      const inner = isLast ? own : fresh;
      // A name that is computed is known to nobody, and merges with nothing.
      if (name !== undefined) table.entries.set(name, { at: attribute, table: inner });
      table = inner ?? fresh;
    }
  }

  #merge(names: string[], set: Bindings, from: AttributeTable, into: AttributeTable): void {
    this.#tables.set(set, into);
    this.#mergeTables(names, from, into);
  }

  #mergeTables(names: readonly string[], from: AttributeTable, into: AttributeTable): void {
    for (const [name, entry] of from.entries) {
      const before = into.entries.get(name);
      if (before === undefined) {
        into.entries.set(name, entry);
        continue;
      }
      const path = [...names, name];
      const isMerged = before.table !== undefined && entry.table !== undefined;
      this.#twice(path, before.at, entry.at, isMerged);
      if (before.table !== undefined && entry.table !== undefined)
        this.#mergeTables(path, entry.table, before.table);
    }
  }

  #twice(path: readonly string[], first: Attribute, second: Attribute, isMerged = false): void {
    this.duplicates.push({ path: [...path], first, second, isMerged });
  }
}
