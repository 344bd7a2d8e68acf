import { isDeepStrictEqual } from 'node:util';
import { isCollection, isMap, isNode, isScalar, stringify, type Document } from 'yaml';
import { isMapping } from './isMapping.js';
import { pairAt, readYaml } from './yamlDocument.js';

type Path = readonly string[];

/**
 * A YAML text with one key set, everything else as it was. Small edits are made in the text itself,
 * so that not a blank changes elsewhere; each is read back, and where it does not say what was
 * meant, yaml's own document is printed: comments stay, the layout is yaml's.
 */
export function setInYaml(text: string, path: Path, value: unknown): string {
  const { document, value: tree } = readYaml(text);
  const edits = [
    () => replaceInline(text, document, path, value),
    () => insertKey(text, document, path, value),
    () => appendKey(text, tree, path, value),
  ];
  return (
    firstThatSays(withValue(tree, path, value), edits) ??
    printed(document, () => document.setIn(path, value))
  );
}

/** A YAML text without that key, and without mappings that it would leave empty. */
export function unsetInYaml(text: string, path: Path): string {
  const { document, value: tree } = readYaml(text);
  const doomed = emptiedBy(tree, path);
  return (
    firstThatSays(withoutValue(tree, doomed), [() => removeLines(text, document, doomed)]) ??
    printed(document, () => document.deleteIn(doomed))
  );
}

/** The tree with a value at a path, which may be new. */
export function withValue(tree: unknown, [name = '', ...rest]: Path, value: unknown): object {
  const here = isMapping(tree) ? tree : {};
  return { ...here, [name]: rest.length === 0 ? value : withValue(here[name], rest, value) };
}

/** The tree without what is at a path. */
export function withoutValue(tree: unknown, [name = '', ...rest]: Path): object {
  const { [name]: there, ...others } = isMapping(tree) ? tree : {};
  return rest.length === 0 ? others : { ...others, [name]: withoutValue(there, rest) };
}

/** The path itself, or the longest of its parents that would have nothing left. */
export function emptiedBy(tree: unknown, path: Path): Path {
  const parent = path.slice(0, -1);
  const siblings = parent.reduce<unknown>((at, name) => (isMapping(at) ? at[name] : at), tree);
  const alone = isMapping(siblings) && Object.keys(siblings).length === 1;
  return alone && parent.length > 0 ? emptiedBy(tree, parent) : path;
}

function firstThatSays(
  wanted: object,
  edits: readonly (() => string | undefined)[],
): string | undefined {
  for (const edit of edits) {
    const text = edit();
    if (text === undefined) continue;
    const { value, faults } = readYaml(text);
    if (faults.length === 0 && isDeepStrictEqual(value ?? {}, wanted)) return text;
  }
  return undefined;
}

function printed(document: Document, edit: () => void): string {
  // `null`, or nothing but comments: there is no mapping yet.
  if (!isMap(document.contents)) document.contents = document.createNode({});
  edit();
  return document.toString({ lineWidth: 0 });
}

/** The value replaced where it stands, if it is on one line: not a list of dashes. */
function replaceInline(
  text: string,
  document: Document,
  path: Path,
  value: unknown,
): string | undefined {
  const node = pairAt(document, path)?.value;
  const inline = isScalar(node) || (isCollection(node) && node.flow === true);
  if (!inline || !node.range) return undefined;
  const [start, end] = node.range;
  return start === end ? undefined : text.slice(0, start) + inlineText(value) + text.slice(end);
}

/** A new key in a mapping that is there, after what it has and indented as that is. */
function insertKey(
  text: string,
  document: Document,
  path: Path,
  value: unknown,
): string | undefined {
  const depth = path.findLastIndex((_, i) => isMap(pairAt(document, path.slice(0, i))?.value));
  const parent = pairAt(document, path.slice(0, depth))?.value;
  const first = isMap(parent) && parent.flow !== true ? parent.items[0]?.key : undefined;
  const end = endOfLines(text, parent);
  if (!isNode(first) || !first.range || end === undefined) return undefined;
  const indent = ' '.repeat(first.range[0] - startOfLine(text, first.range[0]));
  const lines = stringify(withValue({}, path.slice(depth), value), { lineWidth: 0 });
  return closed(text.slice(0, end)) + lines.replace(/^(?=.)/gm, indent) + text.slice(end);
}

/** A new top-level key, after everything else. */
function appendKey(text: string, tree: unknown, path: Path, value: unknown): string | undefined {
  const [top = ''] = path;
  if (isMapping(tree) && Object.hasOwn(tree, top)) return undefined;
  return closed(text) + stringify(withValue({}, path, value), { lineWidth: 0 });
}

/** Whole lines taken out, from the key to the end of its value and of the comment behind it. */
function removeLines(text: string, document: Document, path: Path): string | undefined {
  const pair = pairAt(document, path);
  const end = endOfLines(text, isNode(pair?.value) ? pair.value : pair?.key);
  if (!isNode(pair?.key) || !pair.key.range || end === undefined) return undefined;
  return text.slice(0, startOfLine(text, pair.key.range[0])) + text.slice(end);
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line that a value ends on. */
function endOfLines(text: string, node: unknown): number | undefined {
  const last = lastLeaf(node);
  if (!isNode(last) || !last.range) return undefined;
  const newline = text.indexOf('\n', Math.max(last.range[0], last.range[1] - 1));
  return newline < 0 ? text.length : newline + 1;
}

/** The text with its last line ended. */
function closed(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** The last value in a mapping: a mapping's own range takes in comments that stand after it. */
function lastLeaf(node: unknown): unknown {
  if (!isMap(node)) return node;
  const last = node.items.at(-1);
  return last?.value === null ? last.key : lastLeaf(last?.value);
}

function inlineText(value: unknown): string {
  return stringify(value, { lineWidth: 0, collectionStyle: 'flow' }).trimEnd();
}
