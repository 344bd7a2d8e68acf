import type { Evidence, SourcePosition } from '@nixai/api';

/** The line of source that Nix prints with a caret under it: `    5|   import ./opam2nix.nix`. */
export function markedSource(
  evidence: Evidence,
  at: SourcePosition | undefined,
): string | undefined {
  for (const text of evidence.below(12)) {
    const [, number, source] = /^\s{0,20}(\d{1,7})\| ?(.{1,2000})$/.exec(text) ?? [];
    if (at?.line !== undefined && Number(number) === at.line) return source;
  }
  return undefined;
}

/** The attribute that is being defined where the caret stands. */
export function markedAttribute(
  evidence: Evidence,
  at: SourcePosition | undefined,
): string | undefined {
  const source = markedSource(evidence, at);
  if (source === undefined) return undefined;
  const column = (at?.column ?? 1) - 1;
  // Some versions mark the attribute's name, some its value.
  const marked = /^([\w'.-]{1,120}) = /.exec(source.slice(column))?.[1];
  return marked ?? [...source.slice(0, column).matchAll(/([\w'.-]{1,120}) = /g)].at(-1)?.[1];
}
