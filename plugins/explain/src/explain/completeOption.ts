import { docs, nextSegments, type Complete, type OptionSet } from '@nixai/api';

/** The next part of an option path: `services.ng` → `services.nginx.`, `services.nginx.enable`. */
export const optionPaths =
  (set: OptionSet): Complete =>
  async ({ host, word, args }) => {
    // What follows the first word is a sentence.
    if (args.length > 0) return [];
    const catalog = await (await host.service(docs)).catalog(set);
    if (catalog === undefined) return [];
    const parent = word.slice(0, word.lastIndexOf('.') + 1);
    const above = parent.split('.').slice(0, -1);
    const beginning = word.slice(parent.length);
    const found = new Map<string, string>();
    for (const { segment, type } of nextSegments(catalog, above, beginning))
      if (!/[<*"]/.test(segment))
        found.set(`${parent}${segment}${type === undefined ? '.' : ''}`, type ?? '');
    return [...found]
      .map(([value, about]) => ({ value, ...(about !== '' && { about }) }))
      .sort((one, other) => (one.value < other.value ? -1 : 1));
  };
