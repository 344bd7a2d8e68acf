import { staticName, type AttributeSet, type Lambda, type Let } from '@nixai/nix';

/** Where the body of a function begins. */
export const bodyStart = ({ body }: Lambda): number => body.start;

/** The blanks before the first word of the line that an offset is on. */
export function indentOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** The names that a set or a `let` binds. */
export function namesIn({ bindings }: AttributeSet | Let): ReadonlySet<string> {
  const firsts = bindings.flatMap((one) =>
    one.kind === 'binding' ? one.path.attributes.slice(0, 1) : one.attributes,
  );
  return new Set(firsts.flatMap((one) => staticName(one) ?? []));
}

/** A binding with the blanks before it, so that none are left where it was. */
export function wholeLines(text: string, { start, end }: { start: number; end: number }) {
  const before = /\n?[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return { start: start - before, end };
}
