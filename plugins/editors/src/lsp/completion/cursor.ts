/** What somebody is writing where the cursor is, and the text with it finished so that it can be read. */
export interface Cursor {
  readonly kind: 'name' | 'value';
  /** The part of the text that a completion takes the place of. */
  readonly start: number;
  readonly end: number;
  /** The text with a name, or a value, of ours in that place. */
  readonly mended: string;
  /** The name is not followed by a value yet. */
  readonly isBare: boolean;
}

/** Stands for the name that is being written: in no option set. */
export const placeholder = 'nixai-is-written-here';

/** The names of a path before the one that is being written, each with its dot. */
const pathBefore = /(?:(?:[A-Za-z_][\w'-]*|"[^"\n]*"|\$\{[^}\n]*\})\.)*$/;

/** The name that is being written, as far as it stands at the end of a line; quoted or not. */
function nameBefore(line: string): string {
  const isQuoted = (line.match(/"/g)?.length ?? 0) % 2 === 1;
  return (isQuoted ? /"[^"]*$/ : /[\w'-]*$/).exec(line)?.[0] ?? '';
}

/** Reads around the cursor; undefined where no name or value of an option can be meant. */
export function readCursor(text: string, offset: number): Cursor | undefined {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const word = nameBefore(before.slice(lineStart));
  const start = offset - word.length;
  const end = offset + (/^[\w'-]*"?/.exec(text.slice(offset))?.[0].length ?? 0);
  const rest = text.slice(end);
  const chain = pathBefore.exec(before.slice(lineStart, start))?.[0] ?? '';
  const around = before.slice(0, start - chain.length).trimEnd();
  const led = around.slice(-1);
  if (led === '=' && chain === '' && !/[=!<>]=$/.test(around)) {
    const closer = /^\s*;/.test(rest) ? '' : ';';
    const mended = `${text.slice(0, start)}null${closer}${rest}`;
    return { kind: 'value', start, end, mended, isBare: closer !== '' };
  }
  const isRead = chain.startsWith('config.');
  if (!isRead && !['{', ';', ''].includes(led) && !isAfterComment(around)) return undefined;
  // `services.| = …` has its value already; what stands on the next line is another definition.
  const isBare = !isRead && !/^(?:\s*=[^=]|[.])/.test(rest);
  const mended = `${text.slice(0, start)}${placeholder}${isBare ? ' = null;' : ''}${rest}`;
  return { kind: 'name', start, end, mended, isBare };
}

/** The text ends with a comment; what is written inside of one is found to be no option. */
const isAfterComment = (text: string): boolean => /(?:#[^\n]*|\*\/)$/.test(text);
