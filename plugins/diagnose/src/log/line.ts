import type { LogLine } from '@nixai/api';
import { linesOfJson, type Activities } from './json.js';
import { withoutJournal, withoutPrefix } from './prefix.js';

/** A line of the log, and whether Nix quotes it from a builder's log. */
export interface CleanLine extends LogLine {
  readonly quoted?: boolean;
  /** True for a line of the journal. */
  readonly journal?: boolean;
}

/** Longer lines are cut around what was found: no message of Nix is that long. */
export const longestLine = 8_192;

/** The lines that one raw line stands for: more than one for JSON and for carriage returns. */
export function cleanLines(raw: string, number: number, activities: Activities): CleanLine[] {
  const json = linesOfJson(raw, activities);
  if (json !== undefined)
    return json.map(({ text, ...prefix }) => {
      const { text: own, ...named } = withoutJournal(text) ?? { text, ...prefix };
      return { text: tidy(own), number, ...named };
    });
  return raw
    .split('\r')
    .filter((part, _, parts) => part !== '' || parts.length === 1)
    .map((part) => {
      const { text, ...prefix } = withoutPrefix(part);
      return { text: tidy(text), number, ...prefix };
    });
}

/** Escapes that JSON hid, control characters, typographic quotes. */
function tidy(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|.)/g, '')
      .replace(/[‘’‚]/g, "'")
      .replace(/[“”„]/g, '"')
      .replace(/\u00a0/g, ' ')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
      .trimEnd()
  );
}
