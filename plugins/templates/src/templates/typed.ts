import { ExitCode, NixaiError } from '@nixai/api';

/**
 * `name=value` words by name; a name that comes several times has several words.
 * @throws NixaiError `usage`.
 */
export function typedValues(
  words: readonly string[] = [],
): Readonly<Record<string, readonly string[]>> {
  const values = new Map<string, string[]>();
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1)
      throw new NixaiError({
        code: 'usage',
        what: `"${word}" gives no variable a value`,
        hint: '--set hostName=web',
        exitCode: ExitCode.usage,
      });
    const name = word.slice(0, at);
    values.set(name, [...(values.get(name) ?? []), word.slice(at + 1)]);
  }
  return Object.fromEntries(values);
}
