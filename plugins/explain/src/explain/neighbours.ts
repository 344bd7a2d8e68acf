import type { DocsEngine, OptionDoc, OptionEntry, OptionSet } from '@nixai/api';
import { optionSources } from './sets.js';

/** Options beside one in its module, and below it, what people look for first, first. */
export async function neighboursOf(
  docs: DocsEngine,
  { name, set }: OptionDoc,
  limit: number,
): Promise<{
  readonly related: readonly OptionEntry[];
  readonly children: readonly OptionEntry[];
}> {
  const parent = parentOf(name);
  const [related, children] = await Promise.all([
    parent.includes('.') ? optionsBelow(docs, parent, set, limit + 1) : [],
    optionsBelow(docs, name, set, limit),
  ]);
  const isBelow = (other: string) => other.startsWith(`${name}.`);
  return {
    related: related.filter((one) => one.name !== name && !isBelow(one.name)).slice(0, limit),
    children,
  };
}

/** The path without its last segment; a quoted segment may hold dots. */
export function parentOf(name: string): string {
  return name.replace(/\.(?:"[^"]*"|[^."]+)$/, '');
}

/** Options below a path, what people look for first, first. */
export async function optionsBelow(
  docs: DocsEngine,
  path: string,
  set: OptionDoc['set'],
  limit: number,
): Promise<OptionEntry[]> {
  const sources = await optionSources(docs, set);
  const { passages } = await docs.search({
    text: `${path}.`,
    kinds: ['option'],
    set,
    sources,
    limit: limit + 4,
  });
  const catalog = await docs.catalog(set);
  const names = passages.map(({ title }) => title).filter((name) => name.startsWith(`${path}.`));
  const entries: OptionEntry[] = [];
  for (const name of names.slice(0, limit)) {
    const match = catalog?.match(name);
    if (match?.outcome === 'option') entries.push({ name, type: match.type });
    else entries.push({ name, type: '' });
  }
  return entries;
}

/**
 * What switches on the modules that are called like the last part of a path, wherever they stand:
 * `virtualisation.docker.enable` for `services.docker`.
 */
export async function modulesElsewhere(
  docs: DocsEngine,
  path: string,
  set: OptionSet,
): Promise<string[]> {
  const module =
    path
      .replace(/\.enable$/, '')
      .split('.')
      .at(-1) ?? '';
  const sources = await optionSources(docs, set);
  const { passages } = await docs.search({
    text: module,
    kinds: ['option'],
    set,
    sources,
    limit: 20,
  });
  return passages
    .map(({ title }) => title)
    .filter((name) => name.endsWith(`.${module}.enable`) && !/[<*]/.test(name));
}
