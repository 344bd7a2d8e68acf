import { bindingFaults, parse } from '@nixai/nix';
import { addFormal } from '../../rules/shared/inScope.js';
import type { SourceFile } from '../read/configuration.js';
import { accessAt, functionOf } from './access.js';
import type { Mend, TextEdit } from './site.js';

/**
 * The text of a file after its mends; nothing else of it is touched.
 * @returns undefined where Nix would like it less than what is there: then none of them is made.
 */
export function applyMends(file: SourceFile, mends: readonly Mend[]): string | undefined {
  const made = mends.filter(({ state }) => state === 'mended');
  if (made.length === 0) return file.text;
  const formals = [...new Set(made.flatMap((one) => one.formals ?? []))];
  const moves = made.some(({ at, formals: needed = [] }) => {
    const access = needed.length > 0 ? accessAt(file, at) : undefined;
    return access?.kind === 'module' && access.inside !== undefined;
  });
  const edits = made.flatMap((one) => one.edits ?? []);
  const edited = edit(file.text, [...edits, ...taking(file, formals)]);
  const text = moves ? withLetInside(edited) : edited;
  return text !== undefined && isSound(text, file) ? text : undefined;
}

/** Makes edits that do not overlap; of two at one place the first comes first. */
export function edit(text: string, edits: readonly TextEdit[]): string {
  let after = text;
  const ordered = edits
    .map((one, order) => ({ ...one, order }))
    .sort((a, b) => b.start - a.start || b.end - a.end || b.order - a.order);
  for (const { start, end, text: put } of ordered)
    after = after.slice(0, start) + put + after.slice(end);
  return after;
}

function taking(file: SourceFile, names: readonly string[]): readonly TextEdit[] {
  if (names.length === 0) return [];
  const { lambda } = functionOf(file.tree.root);
  if (lambda === undefined) {
    const { start } = file.tree.root;
    return [{ start, end: start, text: `{ ${names.join(', ')}, ... }:\n` }];
  }
  const { parameter } = lambda;
  if (parameter.kind !== 'pattern') return [];
  return names.map((name) => addFormal(file.text, parameter, name));
}

/** `let … in { pkgs, ... }: …` as `{ pkgs, ... }: let … in …`, where the `let` can have arguments. */
function withLetInside(text: string): string | undefined {
  const { tree, errors } = parse(text, { pipeOperators: true });
  const { lambda, outer } = functionOf(tree.root);
  if (errors.length > 0 || lambda === undefined || outer === undefined) return undefined;
  const head = text.slice(outer.start, outer.body.start).trimEnd();
  return edit(text, [
    { start: outer.start, end: outer.body.start, text: '' },
    { start: lambda.body.start, end: lambda.body.start, text: `\n${head}\n` },
  ]).replace(/:[ \t\n]*\nlet\b/, ':\nlet');
}

function isSound(text: string, before: SourceFile): boolean {
  const { tree, errors } = parse(text, { pipeOperators: true });
  return errors.length === 0 && bindingFaults(tree).length <= bindingFaults(before.tree).length;
}
