import { format } from 'node:util';
import { safeText, type SafeText } from '@nixai/safety';
import { wantsColor } from '../terminal/index.js';

/** Writes to stdout and waits until it is taken, so that nothing is lost when the process ends. */
export function writeOut(text: SafeText): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((resolve, reject) => {
    // eslint-disable-next-line no-restricted-syntax -- this is the door
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Text with exactly one newline at its end; nothing for an empty text. */
export function printText(text: string, color: boolean): Promise<void> {
  return writeOut(safeText(text === '' || text.endsWith('\n') ? text : `${text}\n`, color));
}

/** One JSON document, harmless at a terminal: every control character is escaped. */
export async function printJson(document: unknown): Promise<void> {
  await printText(await jsonText(document), false);
}

/** One JSON document, with every control character escaped. */
export async function jsonText(document: unknown): Promise<string> {
  const { escapeInvisible } = await import('@nixai/safety');
  return escapeInvisible(JSON.stringify(document ?? null, null, 2));
}

/** A line for the person, on stderr: stdout is the answer. */
export function tell(line: string): void {
  const { stderr, env } = process;
  // eslint-disable-next-line no-restricted-syntax -- this is the door
  stderr.write(safeText(`${line}\n`, wantsColor(stderr, env, false)));
}

/** Draws lines on stderr in the place of so many that were drawn before. */
export function redraw(before: number, lines: readonly string[]): void {
  const { stderr, env } = process;
  const up = before === 0 ? '' : `\u001b[${before}A\u001b[J`;
  const drawn = safeText(lines.map((line) => `${line}\n`).join(''), wantsColor(stderr, env, false));
  // eslint-disable-next-line no-restricted-syntax -- this is the door
  stderr.write(up + drawn);
}

/**
 * Sends what is printed through the console through the same door. oclif prints its help there, with
 * what a plugin says of itself.
 */
export function guardConsole(): void {
  const { stdout, env } = process;
  const color = wantsColor(stdout, env, false);
  const out = (...given: unknown[]): void =>
    // eslint-disable-next-line no-restricted-syntax -- this is the door
    void stdout.write(safeText(`${format(...given)}\n`, color));
  const err = (...given: unknown[]): void => tell(format(...given));
  Object.assign(console, { log: out, info: out, debug: err, warn: err, error: err });
}
