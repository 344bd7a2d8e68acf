// Changes one property of JSON with comments and nothing else. `modify` of jsonc-parser formats what
// is beside it, and puts a property between a value and the comment that is about it.
import type { Edit, Node } from 'jsonc-parser';
import { jsonc } from './jsonc.js';

const options = { allowTrailingComma: true, disallowComments: false };

/** The text with a property set; objects on the way to it are made. */
export function withProperty(text: string, path: readonly string[], value: object): string {
  const root = treeOf(text);
  const found = jsonc.findNodeAtLocation(root, [...path]);
  if (found !== undefined) {
    const margin = /^[ \t]*/.exec(text.slice(lineStart(text, found.offset)))?.[0] ?? '';
    return apply(text, [{ ...rangeOf(found), content: written(text, value, margin) }]);
  }
  // The innermost object on the way that is there.
  let depth = path.length - 1;
  let parent = jsonc.findNodeAtLocation(root, path.slice(0, depth));
  while (parent?.type !== 'object') {
    // What is no object there, such as null, holds nothing that could be lost.
    if (parent !== undefined) return withProperty(emptied(text, parent), path, value);
    depth--;
    parent = jsonc.findNodeAtLocation(root, path.slice(0, depth));
  }
  const [name = '', ...inner] = path.slice(depth);
  const nested = inner.reduceRight<object>((below, key) => ({ [key]: below }), value);
  return apply(text, insertion(text, parent, name, nested));
}

/** The text without a property; comments beside it stay. */
export function withoutProperty(text: string, path: readonly string[]): string {
  const property = jsonc.findNodeAtLocation(treeOf(text), [...path])?.parent;
  const object = property?.parent;
  if (property === undefined || object?.children === undefined) return text;
  const end = property.offset + property.length;
  const comma = commaAfter(text, end);
  const at = object.children.indexOf(property);
  const before = object.children[at - 1];
  const edits: Edit[] = [
    { ...wholeLines(text, property.offset, comma === undefined ? end : comma + 1), content: '' },
  ];
  // The last one takes the comma before it along.
  const isLast = at === object.children.length - 1;
  const earlier = before && commaAfter(text, before.offset + before.length);
  if (isLast && comma === undefined && earlier !== undefined)
    edits.push({ offset: earlier, length: 1, content: '' });
  return apply(text, edits);
}

function insertion(text: string, object: Node, name: string, value: object): Edit[] {
  const close = object.offset + object.length - 1;
  const last = object.children?.at(-1);
  const outer = /^[ \t]*/.exec(text.slice(lineStart(text, object.offset)))?.[0] ?? '';
  const margin =
    last === undefined ? outer + unitOf(text) : marginOf(text, last, outer + unitOf(text));
  const comma = last === undefined ? undefined : commaAfter(text, last.offset + last.length);
  const content = `${JSON.stringify(name)}: ${written(text, value, margin)}${comma === undefined ? '' : ','}`;
  // After the last thing in it, be it a comment.
  const end = text.slice(0, close).trimEnd().length;
  const eol = eolOf(text);
  return [
    ...(last !== undefined && comma === undefined
      ? [{ offset: last.offset + last.length, length: 0, content: ',' }]
      : []),
    { offset: end, length: close - end, content: `${eol}${margin}${content}${eol}${outer}` },
  ];
}

const treeOf = (text: string): Node =>
  jsonc.parseTree(text, [], options) ?? { type: 'object', offset: 0, length: 0 };
const rangeOf = ({ offset, length }: Node) => ({ offset, length });
const apply = (text: string, edits: Edit[]): string => jsonc.applyEdits(text, edits);
const emptied = (text: string, node: Node): string =>
  apply(text, [{ ...rangeOf(node), content: '{}' }]);

/** A value as JSON, laid out like the rest of the file. */
function written(text: string, value: object, margin: string): string {
  const lines = JSON.stringify(value, undefined, unitOf(text)).split('\n');
  return lines.map((line, at) => (at === 0 ? line : margin + line)).join(eolOf(text));
}

const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** One level of indentation: that of the first line that has one. */
const unitOf = (text: string): string => /^([ \t]+)["/]/m.exec(text)?.[1] ?? '  ';

/** What stands before a property on its line, if it begins the line. */
function marginOf(text: string, { offset }: Node, fallback: string): string {
  const before = text.slice(lineStart(text, offset), offset);
  return before.trim() === '' ? before : fallback;
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** A range, with the rest of its lines where nothing else is on them. */
function wholeLines(text: string, from: number, to: number): { offset: number; length: number } {
  const start = lineStart(text, from);
  const [rest = ''] = /^[ \t]*(?:\r?\n)?/.exec(text.slice(to)) ?? [];
  const isWhole = text.slice(start, from).trim() === '' && rest.includes('\n');
  return isWhole
    ? { offset: start, length: to + rest.length - start }
    : { offset: from, length: to - from };
}

/** `SyntaxKind` is a const enum, and not there at run time. */
const commaToken = 5;

/** Where the comma after a place is; undefined where another thing or the end comes first. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = jsonc.createScanner(text, true);
  scanner.setPosition(offset);
  return Number(scanner.scan()) === commaToken ? scanner.getTokenOffset() : undefined;
}
