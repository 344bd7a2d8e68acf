import type { EditResult } from '../edits/editResult.js';
import { pathText } from '../syntax/quoting.js';
import { parse } from '../parser/parse.js';
import { leavesOf } from './leaves.js';
import { reduceModule } from './reduceModule.js';
import { writtenOut } from './writtenOut.js';

/** A module that says only some of its paths, and needs no `let` of its own for them. */
export function onlyPaths(source: string, kept: ReadonlySet<string>): EditResult {
  const plain = writtenOut(source);
  if (!plain.ok) return plain;
  const dropped = leavesOf(parse(plain.source, { pipeOperators: true }).tree)
    .filter(({ names }) => !kept.has(pathText(names)))
    .map(({ names }) => ({ names, drop: true as const }));
  return reduceModule(plain.source, dropped);
}
