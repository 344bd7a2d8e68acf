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

/**
 * The values of `--variables "a=b,c=d"`. A comma is a part of the value unless the name of a variable
 * and `=` follow it; `\\,` is always one.
 * @param names of the variables that there are.
 */
export function listedValues(text: string, names: readonly string[]): string[] {
  const words: string[] = [];
  for (const part of text.split(/(?<!\\),/)) {
    const name = part.slice(0, Math.max(part.indexOf('='), 0)).trim();
    const isNext = words.length === 0 || names.includes(name);
    if (isNext) words.push(part.trimStart());
    else words.push(`${words.pop() ?? ''},${part}`);
  }
  return words.map((word) => word.replaceAll('\\,', ','));
}
