import type { StringLiteral } from './nodes.js';

/** What a string without interpolation stands for, escapes resolved; undefined where it has one. */
export function stringValue(node: StringLiteral): string | undefined {
  return node.parts.every(({ kind }) => kind === 'text') ? stringTexts(node).join('') : undefined;
}

/** No Nix file holds it. */
const hole = '\0';

/** What the literal parts of a string stand for, at the places that they have among its parts. */
export function stringTexts({ parts, indented }: StringLiteral): string[] {
  if (!indented) return parts.map((part) => (part.kind === 'text' ? unescaped(part.text) : ''));
  const written = parts.map((part) => (part.kind === 'text' ? part.text : hole)).join('');
  const texts = withoutIndentation(written).split(hole).map(indentedValue);
  let holes = 0;
  return parts.map((part) => {
    if (part.kind !== 'text') holes++;
    return part.kind === 'text' ? (texts[holes] ?? '') : '';
  });
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The text of a `"…"` string: `\n`, `\r`, `\t`, any other character for itself; `\r\n` is `\n`. */
function unescaped(written: string): string {
  return written.replace(/\\([^])|\r\n?/g, (_, character?: string) =>
    character === undefined ? '\n' : (escapes[character] ?? character),
  );
}

function indentedValue(written: string): string {
  return written.replace(/''\$|'''|''\\([^])/g, (escape, character?: string) => {
    if (escape === "''$") return '$';
    if (escape === "'''") return "''";
    return escapes[character as string] ?? (character as string);
  });
}

/** The text of an indented string without the indentation that its lines share. */
function withoutIndentation(written: string): string {
  // A first line of blanks alone is none, and the blanks before the closing quotes do not count.
  const lines = written.replace(/^ *\n/, '').split('\n');
  const indents = lines
    .filter((line) => line.trimStart() !== '' && !/^ *$/.test(line))
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return (
    lines
      .map((line, index) => {
        const isLast = index === lines.length - 1;
        if (isLast && /^ *$/.test(line)) return '';
        return /^ *$/.test(line) ? line.slice(Math.min(common, line.length)) : line.slice(common);
      })
      .join('\n')
      // After a newline that is an escape, a line begins as well.
      .replace(/(''\\n)( *)/g, (_, escape: string, blanks: string) => escape + blanks.slice(common))
  );
}
