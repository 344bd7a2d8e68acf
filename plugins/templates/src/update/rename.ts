import { docs, type Host, type OptionSet } from '@nixai/api';
import { leavesOf, parse, pathText, renameAttribute } from '@nixai/nix';

/** Options that the later state calls otherwise, as the option set knows them: old name, new name. */
export async function renamesBetween(
  host: Host,
  set: OptionSet,
  base: string,
  later: string,
): Promise<ReadonlyMap<string, string>> {
  const paths = (text: string) =>
    new Set(leavesOf(parse(text).tree).map(({ names }) => pathText(names)));
  const [before, after] = [paths(base), paths(later)];
  const gone = [...before].filter((path) => !after.has(path));
  const engine = gone.length === 0 ? undefined : await host.optional(docs);
  const renames = new Map<string, string>();
  for (const path of gone) {
    const found = await engine?.option(path, set).catch(() => undefined);
    const to = found?.outcome === 'renamed' ? found.to.find((name) => after.has(name)) : undefined;
    if (to !== undefined && !before.has(to)) renames.set(path, to);
  }
  return renames;
}

/** A text with options under their new names, each where it stands; as it is where that cannot be. */
export function withRenames(text: string, renames: ReadonlyMap<string, string>): string {
  let renamed = text;
  for (const [from, to] of renames) {
    const result = renameAttribute(renamed, from, to);
    if (result.ok) renamed = result.source;
  }
  return renamed;
}
