import { ExitCode, NixaiError } from '@nixai/api';

/**
 * A word as the shell at the other end reads it: exactly that, whatever is in it. SSH hands one text to
 * the login shell there, so this is the only way a word may get into a command. POSIX shells and fish
 * agree on it: a backslash stands outside of the quotes, as fish reads some inside of them.
 * @throws NixaiError `machine-word` for a NUL, which no argument can hold.
 */
export function quoteWord(word: string): string {
  if (word.includes('\0')) throw withNul();
  if (/^[\w./:@%+,=-]+$/.test(word) && !/^[=~]/.test(word)) return word;
  return `'${word.replaceAll(/['\\]/g, (special) => `'\\${special}'`)}'`;
}

/** A program and its arguments as one command. */
export const commandLine = (argv: readonly string[]): string => argv.map(quoteWord).join(' ');

const withNul = (): NixaiError =>
  new NixaiError({
    code: 'machine-word',
    what: 'an argument holds a NUL',
    exitCode: ExitCode.usage,
  });
