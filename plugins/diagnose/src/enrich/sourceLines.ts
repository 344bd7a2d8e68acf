import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import type { SourcePosition } from '@nixai/api';
import type { Finding } from '../engine/finding.js';

const largest = 1_000_000;
const around = 2;

/**
 * The lines around a place, if the file is here: absolute, or below the working or the
 * configuration's folder. Only Nix files are read; secrets in them are not told.
 */
export async function sourceLines(
  at: SourcePosition | undefined,
  folders: readonly string[],
  redactLines: (text: string) => string,
): Promise<Finding['source']> {
  if (at?.line === undefined || !at.file.endsWith('.nix')) return undefined;
  const candidates = isAbsolute(at.file)
    ? [at.file]
    : folders.map((folder) => resolve(folder, at.file));
  for (const file of candidates) {
    const lines = await linesOf(file, redactLines);
    const wanted = at.line;
    if (lines === undefined || wanted > lines.length) continue;
    const from = Math.max(1, wanted - around);
    const shown = lines.slice(from - 1, wanted + around);
    return {
      file,
      column: columnIn(lines[wanted - 1], at.column),
      lines: shown.map(({ text }, index) => ({
        line: from + index,
        text: text.slice(0, 400),
        hit: from + index === wanted,
      })),
    };
  }
  return undefined;
}

/** A line as it is shown, and as it stands in the file. */
interface Line {
  readonly text: string;
  readonly given: string;
}

/** No place is marked behind a secret, whose placeholder has another length. */
function columnIn(line: Line | undefined, column: number | undefined): number | undefined {
  if (line === undefined || column === undefined) return column;
  return line.text.startsWith(line.given.slice(0, column - 1)) ? column : undefined;
}

async function linesOf(
  file: string,
  redactLines: (text: string) => string,
): Promise<readonly Line[] | undefined> {
  try {
    const about = await stat(file);
    if (!about.isFile() || about.size > largest) return undefined;
    const text = await readFile(file, 'utf8');
    const given = text.split('\n');
    return redactLines(text)
      .split('\n')
      .map((shown, at) => ({ text: shown, given: given[at] ?? '' }));
  } catch {
    // Not here: the log is from another machine.
    return undefined;
  }
}
