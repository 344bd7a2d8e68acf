import { basename, dirname, join, relative } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import {
  addFormals,
  addImport,
  appendToList,
  itemText,
  leavesOf,
  parse,
  pathText,
  placeInline,
  readMergeFile,
  reduceModule,
  type EditResult,
  type Merged,
  type PathChange,
} from '@nixai/nix';
import type { Configuration } from './configuration.js';
import { isForced, type Decided } from './resolve.js';

/** The texts of the files that a merge makes or changes, by absolute path. */
export type NewTexts = ReadonlyMap<string, string>;

/** Where the module of a template lies, beside the module that imports it. */
export const modulePath = (entry: string, id: string): string =>
  join(dirname(entry), 'nixai', `${id}.nix`);

/**
 * Writes what was decided into the texts of a configuration: contradictions where they stand, and
 * all that is new into a module of its own or, `inline`, beside what is near it.
 * @param dropped paths that the template does not say.
 * @throws NixaiError `merge-unplaceable`, saying what to do by hand.
 */
export function mergedTexts(
  configuration: Configuration,
  { id, nix }: { readonly id: string; readonly nix: string },
  merged: readonly Merged[],
  dropped: ReadonlySet<Merged>,
  decided: readonly Decided[],
  inline: boolean,
): NewTexts {
  const texts = new Map(configuration.files.map(({ name, tree }) => [name, tree.source]));
  replaceInPlace(texts, decided, nix);
  const isSaid = (one: Merged) =>
    !dropped.has(one) && (one.verdict === 'add' || one.verdict === 'join' || isAdded(one, decided));
  const said = merged.filter(isSaid);
  if (said.length > 0)
    if (inline) placeInFiles(texts, configuration, nix, merged, said);
    else placeInModule(texts, configuration, id, nix, merged, said);
  const before = new Map(configuration.files.map(({ name, tree }) => [name, tree.source]));
  return new Map([...texts].filter(([name, text]) => before.get(name) !== text));
}

/** A switch that stays because the other one is put off, or what a computed set can be joined by. */
const isAdded = (one: Merged, decided: readonly Decided[]): boolean =>
  decided.some(
    ({ conflict, resolution }) =>
      conflict.merged.names === one.names &&
      resolution.take === 'template' &&
      (conflict.other !== undefined || one.reason === 'above' || isForced(one)),
  );

function replaceInPlace(
  texts: Map<string, string>,
  decided: readonly Decided[],
  nix: string,
): void {
  const taken = decided.filter(
    ({ conflict, resolution }) =>
      resolution.take !== 'mine' &&
      conflict.merged.reason !== 'above' &&
      (resolution.take === 'other' || conflict.other !== undefined || !isForced(conflict.merged)),
  );
  const isList = ({ conflict, resolution }: Decided) =>
    resolution.take === 'template' && conflict.merged.missing !== undefined;
  // From the last to the first, so that the places of the others stay what they are.
  const start = ({ conflict }: Decided) => conflict.merged.mine?.start ?? 0;
  for (const one of taken.filter((each) => !isList(each)).sort((a, b) => start(b) - start(a))) {
    const { conflict, resolution } = one;
    const { mine } = conflict.merged;
    if (mine === undefined) continue;
    const theirs = conflict.other === undefined ? conflict.theirs : 'false';
    const value = resolution.take === 'other' ? resolution.value : theirs;
    const text = texts.get(mine.file) ?? '';
    texts.set(mine.file, text.slice(0, mine.start) + value + text.slice(mine.end));
  }
  for (const { conflict } of taken.filter(isList)) {
    const file = conflict.file;
    for (const item of itemTexts(nix, conflict.merged))
      texts.set(file, must(appendToList(texts.get(file) ?? '', conflict.merged.names, item), file));
  }
}

/** The items that a list lacks, as they mean the same without the `with` around them. */
function itemTexts(nix: string, { names, missing = [] }: Merged): string[] {
  const { tree } = parse(must(reduceModule(nix, [{ names, items: missing }]), 'the template'));
  const key = pathText(names);
  const leaf = leavesOf(tree).find((one) => pathText(one.names) === key);
  const value =
    leaf === undefined ? '[ ]' : tree.source.slice(leaf.written.start, leaf.written.end);
  const plain = parse(must(placeInline('{ x = [ ]; }', `{ x = ${value}; }`), 'the template')).tree;
  const list = leavesOf(plain)[0]?.value;
  const items = list?.kind === 'list' ? list.items : [];
  return items.map(({ start, end }) => plain.source.slice(start, end));
}

/** The template without what is said already; lists without the items that are there. */
function reduced(nix: string, merged: readonly Merged[], said: readonly Merged[]): string {
  const changes = merged.map((one): PathChange | undefined => {
    if (!said.includes(one)) return { names: one.names, drop: true };
    if (one.verdict === 'conflict' && isForced(one))
      return { names: one.names, value: `lib.mkForce ${itemText(one.theirs) ?? one.theirs}` };
    return one.missing === undefined ? undefined : { names: one.names, items: one.missing };
  });
  const needed = said.some((one) => one.verdict === 'conflict' && isForced(one)) ? ['lib'] : [];
  const text = must(
    reduceModule(
      nix,
      changes.filter((change) => change !== undefined),
    ),
    'the template',
  );
  return must(addFormals(text, needed), 'the template');
}

function placeInModule(
  texts: Map<string, string>,
  { entry }: Configuration,
  id: string,
  nix: string,
  merged: readonly Merged[],
  said: readonly Merged[],
): void {
  const path = modulePath(entry, id);
  const text = reduced(nix, merged, said);
  const there = texts.get(path);
  if (there !== undefined) {
    texts.set(path, must(placeInline(there, text), path));
    return;
  }
  texts.set(path, text);
  const written = `./${relative(dirname(entry), path)}`;
  const imported = addImport(texts.get(entry) ?? '', written);
  texts.set(entry, must(imported, entry, `add ${written} to its imports by hand`));
}

function placeInFiles(
  texts: Map<string, string>,
  configuration: Configuration,
  nix: string,
  merged: readonly Merged[],
  said: readonly Merged[],
): void {
  const nearest = nearestFile(configuration);
  const homes = new Map<string, Merged[]>();
  for (const one of said) {
    const home = one.mine?.file ?? nearest(one.names);
    homes.set(home, [...(homes.get(home) ?? []), one]);
  }
  // What the template imports goes where the imports are.
  if (!homes.has(configuration.entry)) homes.set(configuration.entry, []);
  for (const [file, ones] of homes) {
    const text = reduced(nix, merged, ones);
    const part =
      file === configuration.entry
        ? text
        : must(reduceModule(text, [{ names: ['imports'], drop: true }]), 'the template');
    texts.set(file, must(placeInline(texts.get(file) ?? '', part), file));
  }
}

/** Where a concern is already: the file that shares the most names with it, two at the least. */
function nearestFile({ entry, files }: Configuration): (names: readonly string[]) => string {
  const known = files.flatMap(({ name, tree }) =>
    leavesOf(tree)
      .filter(({ guarded }) => !guarded)
      .map((leaf) => ({ file: name, names: leaf.names })),
  );
  return (names) => {
    let best = { file: entry, shared: 1 };
    for (const { file, names: theirs } of known) {
      let shared = 0;
      while (shared < names.length && theirs[shared] === names[shared]) shared++;
      if (shared > best.shared) best = { file, shared };
    }
    return best.file;
  };
}

function must(result: EditResult, file: string, byHand?: string): string {
  if (result.ok) return result.source;
  throw new NixaiError({
    code: 'merge-unplaceable',
    what: `the template cannot be put into ${basename(file)}; nothing was written`,
    why: result.message,
    hint:
      byHand ??
      'leave out --inline, so that it becomes a module of its own; or --output FILE, and import that',
    exitCode: ExitCode.refused,
  });
}

/** Files of the new texts that do not parse; there are none, or nothing may be written. */
export const unparsed = (texts: NewTexts): string[] =>
  [...texts]
    .filter(([name, text]) => readMergeFile(name, text) === undefined)
    .map(([name]) => name);
