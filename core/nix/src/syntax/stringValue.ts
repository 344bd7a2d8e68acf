import type { StringLiteral } from './nodes.js';

/** What a string without interpolation stands for, escapes resolved; undefined where it has one. */
export function stringValue({ parts, indented }: StringLiteral): string | undefined {
  let written = '';
  for (const part of parts) {
    if (part.kind !== 'text') return undefined;
    written += part.text;
  }
  return indented ? indentedValue(written) : unescaped(written);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The text of a `"…"` string: `\n`, `\r`, `\t`, any other character for itself; `\r\n` is `\n`. */
export function unescaped(written: string): string {
  return written.replace(/\\([^])|\r\n?/g, (_, character?: string) =>
    character === undefined ? '\n' : (escapes[character] ?? character),
  );
}

/** The text of an indented string: the common indentation goes, then escapes are resolved. */
function indentedValue(written: string): string {
  return withoutIndentation(written).replace(
    /''\$|'''|''\\([^])/g,
    (escape, character?: string) => {
      if (escape === "''$") return '$';
      if (escape === "'''") return "''";
      return escapes[character as string] ?? (character as string);
    },
  );
}

function withoutIndentation(written: string): string {
  // A first line of blanks alone is none, and the blanks before the closing quotes do not count.
  const lines = written.replace(/^ *\n/, '').split('\n');
  const indents = lines
    .filter((line) => line.trimStart() !== '' && !/^ *$/.test(line))
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return lines
    .map((line, index) => {
      const isLast = index === lines.length - 1;
      if (isLast && /^ *$/.test(line)) return '';
      return /^ *$/.test(line) ? line.slice(Math.min(common, line.length)) : line.slice(common);
    })
    .join('\n');
}
