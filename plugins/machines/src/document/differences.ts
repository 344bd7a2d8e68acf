import type { Setting } from '../written/settings.js';
import type { Documentation } from './result.js';

type Difference = Documentation['groups'][number]['differences'][number];

/** Options that machines do not set alike, by what is written; of each what every machine has. */
export function differencesOf(
  members: readonly { readonly name: string; readonly settings: readonly Setting[] }[],
): readonly Difference[] {
  const said = members.map(({ name, settings }) => ({ name, values: valuesOf(settings) }));
  const options = [...new Set(said.flatMap(({ values }) => [...values.keys()]))].sort();
  return options.flatMap((option): readonly Difference[] => {
    const values = said.map(({ name, values: own }) => {
      const value = own.get(option);
      return { machine: name, ...(value !== undefined && { value }) };
    });
    return new Set(values.map(({ value }) => value)).size === 1 ? [] : [{ option, values }];
  });
}

/** What is written of one option in several places counts together, in whatever order it is read. */
function valuesOf(settings: readonly Setting[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string[]>();
  for (const { option, text, conditional } of settings)
    texts.set(option, [
      ...(texts.get(option) ?? []),
      conditional ? `${text} (behind a condition)` : text,
    ]);
  return new Map(
    [...texts].map(([option, all]) => [option, [...new Set(all)].sort().join('; ')] as const),
  );
}
