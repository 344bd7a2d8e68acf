import { assignmentsIn, stringValue, type Assignment, type Expression } from '@nixai/nix';
import type { SourceFile } from './configuration.js';

/** Where a file sets an option, or something below it. */
export function settings(file: SourceFile, path: readonly string[]): readonly Assignment[] {
  return assignmentsOf(file).filter(({ path: set }) =>
    path.every((name, at) => (name === '*' ? set[at] !== undefined : set[at] === name)),
  );
}

const known = new WeakMap<SourceFile, readonly Assignment[]>();

/** All that a file sets; one look for all who ask. */
export function assignmentsOf(file: SourceFile): readonly Assignment[] {
  const found = known.get(file) ?? assignmentsIn(file.tree.root);
  known.set(file, found);
  return found;
}

/** The text that an option is set to. */
export function literalIn(file: SourceFile, path: readonly string[]): string | undefined {
  for (const { path: set, by } of settings(file, path))
    if (set.length === path.length) {
      const text = textOf(by.value);
      if (text !== undefined) return text;
    }
  return undefined;
}

/** A string that is written out, also where `lib.mkDefault` or brackets stand around it. */
export function textOf(value: Expression): string | undefined {
  if (value.kind === 'parenthesized') return textOf(value.inner);
  if (value.kind === 'call' && value.arguments.length === 1) return textOf(value.arguments[0]!);
  return value.kind === 'string' ? stringValue(value) : undefined;
}

/** Whether an option is set to `true`, or to `false`. */
export function flagIn(file: SourceFile, path: readonly string[]): boolean | undefined {
  for (const { path: set, by } of settings(file, path)) {
    let { value } = by;
    if (value.kind === 'call' && value.arguments.length === 1) value = value.arguments[0]!;
    if (set.length === path.length && value.kind === 'identifier')
      if (value.name === 'true' || value.name === 'false') return value.name === 'true';
  }
  return undefined;
}
