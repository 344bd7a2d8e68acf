import {
  LineCounter,
  isMap,
  isNode,
  isScalar,
  parseDocument,
  type Document,
  type Pair,
} from 'yaml';
import { messageOf } from '@nixai/api';
import type { Position } from './layer.js';
import { nestedTooDeep } from './nesting.js';

export interface YamlFault extends Position {
  readonly message: string;
}

/** A YAML (or JSON, which is YAML) text, what it says, and where it says so. */
export interface YamlDocument {
  readonly document: Document;
  /** Undefined when the text is empty or at fault. */
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  locate(path: readonly string[], at: 'key' | 'value'): Position | undefined;
}

/** Reads a text; never throws, whatever the text is. */
export function readYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const tooDeep = nestedTooDeep(text);
  if (tooDeep !== undefined) {
    const line = text.slice(0, tooDeep).split('\n');
    const place = { line: line.length, column: (line.at(-1)?.length ?? 0) + 1 };
    return unread({ message: 'it nests deeper than any configuration does', ...place });
  }
  try {
    // A tag (`!!binary`, `!include`) asks for more than plain values: a fault, not a warning.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const faults = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
      message,
      ...at(pos[0]),
    }));
    return {
      document,
      faults,
      // No aliases: a mapping that contains itself has no end.
      value: faults.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 }),
      locate: (path, where) => locate(document, path, where, at),
    };
  } catch (error) {
    const message =
      error instanceof ReferenceError ? 'aliases (*name) are not read' : messageOf(error);
    return unread({ message, line: 1, column: 1 });
  }
}

function unread(fault: YamlFault): YamlDocument {
  return {
    document: parseDocument(''),
    faults: [fault],
    value: undefined,
    locate: () => undefined,
  };
}

function locate(
  document: Document,
  path: readonly string[],
  where: 'key' | 'value',
  at: (offset: number) => Position,
): Position | undefined {
  const pair = pairAt(document, path);
  const node = where === 'value' && isNode(pair?.value) ? pair.value : pair?.key;
  return isNode(node) && node.range ? at(node.range[0]) : undefined;
}

/** The key and value at a path; undefined if the path is not there. */
export function pairAt(document: Document, path: readonly string[]): Pair | undefined {
  let node: unknown = document.contents;
  let found: Pair | undefined;
  for (const name of path) {
    if (!isMap(node)) return undefined;
    found = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === name);
    node = found?.value;
  }
  return found;
}
