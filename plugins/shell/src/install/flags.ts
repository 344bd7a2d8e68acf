import { ExitCode, NixaiError, flag } from '@nixai/api';
import { loginShell, shells, type Shell } from '../script/shells.js';

export const changeFlags = {
  'dry-run': flag.boolean('Show what would be written, and change nothing'),
  full: flag.boolean("Show every line of nixai's own script, too"),
  yes: flag.boolean('Do not ask', { char: 'y' }),
};

/**
 * The shells that are meant: those that are named, else the one that the person logs in with.
 * @throws NixaiError `usage`.
 */
export function shellsMeant(words: readonly string[], action: string): readonly Shell[] {
  const own = loginShell(process.env);
  if (words.length === 0 && own !== undefined) return [own];
  const unknown = words.find((word) => !shells.some((shell) => shell === word));
  if (words.length > 0 && unknown === undefined)
    return shells.filter((shell) => words.includes(shell));
  throw new NixaiError({
    code: 'usage',
    what: unknown === undefined ? 'no shell is named' : `nixai does not know ${unknown}`,
    why: `there are ${shells.join(', ')}`,
    hint: `nixai shell ${action} bash`,
    exitCode: ExitCode.usage,
  });
}
