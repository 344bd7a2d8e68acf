import { changed, type EditResult } from '../edits/editResult.js';
import { parse } from '../parser/parse.js';
import { freeVariables } from '../semantics/freeVariables.js';
import { lookUp } from '../semantics/scope.js';
import { leavesOf } from './leaves.js';
import { textOf } from './updateEdits.js';

/**
 * A module whose definitions need no `let` of its file: each name that it binds is written out where
 * it is used, so that a definition can stand elsewhere.
 */
export function writtenOut(source: string): EditResult {
  const { tree } = parse(source, { pipeOperators: true });
  const edits = leavesOf(tree).flatMap((leaf) => {
    const { written, scope, by } = leaf;
    const uses = freeVariables(written).some(({ name }) => {
      const meaning = lookUp(name, scope);
      return meaning !== undefined && meaning !== 'unknown';
    });
    if (!uses || by.kind !== 'binding' || by.value !== written) return [];
    const text = textOf({ leaf, tree }, written);
    return [{ start: written.start, end: written.end, text }];
  });
  return changed(source, edits);
}
