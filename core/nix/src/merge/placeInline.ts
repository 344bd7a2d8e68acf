import { addFormals } from '../edits/addFormals.js';
import { namesBound } from '../edits/boundNames.js';
import { startWithComments } from '../edits/comments.js';
import { changed, refused, type EditResult, type TextChange } from '../edits/editResult.js';
import { insertion, type Anchor } from '../edits/insertion.js';
import { indentAt, lineEnd, reindented, startsLine } from '../edits/layout.js';
import { locate, type Location } from '../edits/locate.js';
import { pathText } from '../syntax/quoting.js';
import { readMainSet } from '../edits/target.js';
import type { Tree } from '../parser/parse.js';
import { plainSet } from '../semantics/attributeTable.js';
import { freeVariables } from '../semantics/freeVariables.js';
import { globalNames } from '../semantics/globalNames.js';
import { moduleArguments } from '../semantics/moduleArguments.js';
import type { AttributeSet, Binding, Expression } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { qualified } from './qualified.js';

/**
 * Puts what a module sets into a file, each path beside its nearest siblings; all else of the file
 * stays byte for byte. The module has to say only what the file does not.
 * Refused where the two cannot be one: the module's own `let`, a file whose set does not show.
 */
export function placeInline(source: string, module: string): EditResult {
  const theirs = readMainSet(module);
  if (!theirs.ok) return theirs;
  const mine = readMainSet(source);
  if (!mine.ok) return mine;
  if (theirs.main.bindings.length === 0) return { ok: true, source };
  const used = freeVariables(theirs.main).filter(({ insideWith }) => !insideWith);
  const needed = [...new Set(used.map(({ name }) => name))].filter(
    (name) => !globalNames.has(name),
  );
  const unknown = needed.find((name) => !moduleArguments.has(name));
  if (unknown !== undefined)
    return refused('computed', `it uses \`${unknown}\`, which only its own file has`);
  const formals = needed.filter((name) => !namesBound(mine.tree.root).has(name));
  const placing = new Placing(mine.tree, mine.main, theirs.tree);
  const fault = placing.all(theirs.main, []);
  if (fault !== undefined) return fault;
  const placed = changed(source, placing.changes());
  return placed.ok ? addFormals(placed.source, formals) : placed;
}

/** What a module says of itself, beside its options. */
const moduleParts = new Set(['imports', 'disabledModules']);

class Placing {
  /** What goes where, by the set that it goes into and the part that it follows. */
  readonly #groups = new Map<string, { set: AttributeSet; anchor: Anchor; texts: Text[] }>();
  readonly #prefix: readonly string[];

  constructor(
    readonly mine: Tree,
    readonly main: AttributeSet,
    readonly theirs: Tree,
  ) {
    // A module with parts of its own (`options`, `config`) gives its values under `config`.
    const parts = main.bindings.flatMap((binding) =>
      binding.kind === 'binding' ? [staticName(binding.path.attributes[0]!)] : [],
    );
    this.#prefix = parts.includes('config') || parts.includes('options') ? ['config'] : [];
  }

  all(set: AttributeSet, outer: readonly string[]): EditResult | undefined {
    for (const binding of set.bindings) {
      const fault =
        binding.kind === 'binding'
          ? this.#one(binding, outer)
          : refused('computed', 'it has an `inherit`, which only its own file can resolve');
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #one(binding: Binding, outer: readonly string[]): EditResult | undefined {
    const own = binding.path.attributes.map(staticName);
    const known = own.filter((name) => name !== undefined);
    if (known.length < own.length)
      return refused('computed', `\`${this.#text(binding.path)}\` has a computed name`);
    const isOfModule = outer.length === 0 && moduleParts.has(known[0] ?? '');
    const names = [...(isOfModule ? [] : this.#prefix), ...outer, ...known];
    const location = locate(this.main, names);
    const inner = plainSet(binding.value);
    const isSplit = location.below.length > 0 || location.exact.length > 0;
    if (inner !== undefined && inner.bindings.length > 0 && isSplit)
      return this.all(inner, [...outer, ...known]);
    if (isSplit) return this.#intoList(binding, location, names);
    if (location.over.length > 0)
      return refused('computed', `\`${pathText(names)}\` is given by what cannot be added to`);
    this.#add(binding, location, names);
    return undefined;
  }

  #add(binding: Binding, location: Location, names: readonly string[]): void {
    const { nearestSet, sibling } = location;
    const isBeside = sibling !== undefined && sibling.depth + sibling.shared > nearestSet.depth;
    const { set, depth } = isBeside ? sibling : nearestSet;
    const { source, tokens } = this.theirs;
    const from = startWithComments(tokens, binding.start);
    const text = {
      comments: source.slice(from, binding.start),
      path: pathText(names.slice(depth)),
      value: source.slice(binding.value.start, binding.end),
      from: indentAt(source, binding.start),
    };
    this.#put(set, isBeside ? sibling.binding : 'last', text);
  }

  #put(set: AttributeSet, anchor: Anchor, text: Text): void {
    const key = `${set.start} ${typeof anchor === 'string' ? anchor : anchor.end}`;
    const group = this.#groups.get(key) ?? { set, anchor, texts: [] };
    group.texts.push(text);
    this.#groups.set(key, group);
  }

  readonly #items: TextChange[] = [];

  /** Items of a list that is there: each is written so that it means the same in that place. */
  #intoList(
    { value }: Binding,
    { exact }: Location,
    names: readonly string[],
  ): EditResult | undefined {
    const theirs = listIn(value);
    const [match, another] = exact;
    const mine = match === undefined ? undefined : listIn(match.binding.value);
    if (theirs === undefined || mine === undefined || another !== undefined)
      return refused('exists', `\`${pathText(names)}\` is set already`);
    const { source } = this.theirs;
    const bound = namesBound(this.mine.root);
    const texts = theirs.list.items.map((item) =>
      qualified(item, source, theirs.opened, mine.opened, bound),
    );
    if (texts.length === 0) return undefined;
    this.#items.push(
      insertion(this.mine, mine.list, 'last', (indent) => {
        const [first] = mine.list.items;
        const onLines = first !== undefined && startsLine(this.mine.source, first.start);
        return texts.join(onLines ? `${lineEnd(this.mine.source)}${indent}` : ' ');
      }),
    );
    return undefined;
  }

  changes(): TextChange[] {
    const added = [...this.#groups.values()].map(({ set, anchor, texts }) => {
      const isMain = set === this.main;
      const [first] = set.bindings;
      const onLines = first === undefined ? isMain : startsLine(this.mine.source, first.start);
      return insertion(
        this.mine,
        set,
        anchor,
        (indent) =>
          texts
            .map((text) => written(text, indent, onLines))
            .join(onLines ? lineEnd(this.mine.source) + indent : ' '),
        isMain,
      );
    });
    return [...added, ...this.#items];
  }

  #text({ start, end }: { start: number; end: number }): string {
    return this.theirs.source.slice(start, end);
  }
}

interface Text {
  readonly comments: string;
  readonly path: string;
  readonly value: string;
  /** The indentation that its lines have now. */
  readonly from: string;
}

function written({ comments, path, value, from }: Text, indent: string, onLines: boolean): string {
  const text = `${path} = ${value}`;
  return reindented(onLines ? comments + text : text, from, indent);
}

/** A list as it is written, and what a `with` opens around it. */
function listIn(value: Expression, opened?: string) {
  if (value.kind === 'parenthesized') return listIn(value.inner, opened);
  if (value.kind === 'with')
    return listIn(value.body, value.subject.kind === 'identifier' ? value.subject.name : '');
  return value.kind === 'list' ? { list: value, opened } : undefined;
}
