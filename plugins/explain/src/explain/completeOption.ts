import { docs, type Complete, type OptionSet } from '@nixai/api';

/** More than any set declares below one path. */
const all = 100_000;

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
    const depth = above.length + 1;
    const found = new Map<string, string>();
    for (const { name, type } of catalog.below(above, all)) {
      const parts = name.split('.');
      const part = parts[depth - 1];
      if (part === undefined || /[<*"]/.test(part)) continue;
      const isOption = parts.length === depth;
      found.set(`${parent}${part}${isOption ? '' : '.'}`, isOption ? type : '');
    }
    return [...found]
      .map(([value, about]) => ({ value, ...(about !== '' && { about }) }))
      .sort((one, other) => (one.value < other.value ? -1 : 1));
  };
