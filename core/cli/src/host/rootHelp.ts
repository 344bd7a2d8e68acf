import { printText } from '../command/output.js';
import { builtText, readTable } from './commandTable.js';
import type { DirectStart } from './directStart.js';
import { xdgPaths } from './paths.js';
import { versionLine } from '../packageRoot.js';
import { createStyle, wantsColor, wrapLines } from '../terminal/index.js';

/**
 * The help of the whole program without oclif, which would read all manifests for it: as the build
 * had it from oclif, in lines of any length. Undefined where the words ask for something else, and where
 * oclif has to see for itself which commands there are, or how wide and colourful the terminal is.
 */
export function rootHelp(words: readonly string[]): DirectStart | undefined {
  if (words.length !== 1) return undefined;
  const look = lookHere();
  const laidOut = look && builtText('help.txt');
  if (laidOut === undefined || readTable(xdgPaths())?.isWhole !== true) return undefined;
  const text = fitted(laidOut, { ...look!, version: versionLine() });
  return text === undefined ? undefined : { run: () => printText(text, look!.color) };
}

interface Look {
  /** Columns. */
  readonly width: number;
  readonly color: boolean;
}

/** As oclif takes it from the terminal; undefined where it has rules of its own. */
function lookHere(): Look | undefined {
  const { stdout, stderr, env } = process;
  if (env['OCLIF_COLUMNS'] !== undefined) return undefined;
  const width = stdout.isTTY ? Math.max(40, stdout.getWindowSize()[0] || 80) : 80;
  if (!wantsColor(stdout, env, false)) return { width, color: false };
  const isCommon = /^(?:xterm|screen)|-256color$/.test(env['TERM'] ?? '');
  const isForced = env['FORCE_COLOR'] !== undefined || env['CI'] !== undefined;
  return isCommon && !isForced && stderr.isTTY ? { width, color: true } : undefined;
}

/** A name and what it is for, from one column on. */
const row = /^ {2}\S+ {2,}(?=\S)/;

/** More lines than these for one name, and oclif sets all of them in another way. */
const mostLines = 5;

/**
 * Text whose lines have any length, as oclif sets it in so many columns; undefined where it would set it
 * in another way.
 */
export function fitted(
  text: string,
  { width, color, version }: Look & { readonly version: string },
): string | undefined {
  const { bold } = createStyle(color);
  let isVersion = false;
  const lines = text.split('\n').map((line, at) => {
    if (isVersion) {
      isVersion = false;
      return version.length <= width - 2 ? `  ${version}` : undefined;
    }
    isVersion = line === 'VERSION';
    if (/^[A-Z]+$/.test(line)) return bold(line);
    const column = row.exec(line)?.[0].length;
    // What the program is stands on one line at any terminal.
    if (column === undefined) return at === 0 || line.length <= width ? line : undefined;
    const about = wrapLines(line.slice(column), width - column);
    const [first = '', ...more] = about.map((one) => one.trim());
    const margin = ' '.repeat(column);
    return about.length > mostLines
      ? undefined
      : [line.slice(0, column) + first, ...more.map((one) => margin + one)].join('\n');
  });
  return lines.includes(undefined) ? undefined : lines.join('\n');
}
