import { docs, type HostWith, type DocsEngine, type OptionPlace } from '@nixai/api';
import { pathText } from './optionText.js';

export interface Hovered {
  readonly markdown: string;
  readonly start: number;
  readonly end: number;
}

/** What is known of the name at an offset of a text; undefined where it is no part of an option's. */
export async function hoverAt(
  host: HostWith<DocsEngine>,
  places: readonly OptionPlace[],
  offset: number,
): Promise<Hovered | undefined> {
  const engine = await host.service(docs);
  // Those inside of others come last, and say more.
  for (const { set, path, names } of places.toReversed()) {
    const at = names.findIndex(
      (span) => span !== undefined && span.start <= offset && offset <= span.end,
    );
    const span = names[at];
    if (span === undefined) continue;
    const catalog = await engine.catalog(set);
    const markdown = catalog && pathText(catalog, path.slice(0, at + 1));
    if (markdown !== undefined) return { markdown, ...span };
  }
  return undefined;
}
