import type { OptionCatalog, OptionDoc, OptionEntry, OptionMatch, OptionSet } from '@nixai/api';
import { hiddenOption, isAboveHidden } from './hiddenOptions.js';
import { nearestNames } from './nearestNames.js';
import type { Index } from './openIndex.js';
import { takesAnyAttributes } from './optionTypes.js';
import { createPaths } from './paths.js';
import { segmentsOf } from './words.js';

const mostMatched = 4_000;

/**
 * The option set in an index, for look-ups without I/O.
 * @param counts whether what may follow a path has that option.
 */
export function catalogOf(
  index: Index,
  docOf: (id: number) => OptionDoc,
  counts: (id: number) => boolean = () => true,
): OptionCatalog {
  const { meta, names } = index;
  const entryOf = (id: number): OptionEntry => ({ name: names.at(id), type: index.typeOf(id) });
  const paths = createPaths(index);

  /** A check asks for the same few paths again and again: of what kind, what is inside, what type. */
  const matched = new Map<string, OptionMatch>();

  function match(path: string | readonly string[]): OptionMatch {
    const segments = toSegments(path);
    const key = segments.join('\0');
    const known = matched.get(key);
    if (known !== undefined) return known;
    if (matched.size >= mostMatched) matched.clear();
    const found = find(segments);
    matched.set(key, found);
    return found;
  }

  function find(segments: readonly string[]): OptionMatch {
    const found = paths.resolve(segments);
    if (found.id !== undefined) return { outcome: 'option', ...entryOf(found.id) };
    if (found.branch) return { outcome: 'branch' };
    for (const { id, depth } of found.above) {
      const { name, type } = entryOf(id);
      if (takesAnyAttributes(name, type, paths.hasBelow(name)))
        return { outcome: 'inside', name, type, rest: segments.slice(depth) };
    }
    const set = meta.content as OptionSet;
    const hidden = hiddenOption(set, segments.join('.'));
    if (hidden === undefined)
      return isAboveHidden(set, segments.join('.'))
        ? { outcome: 'branch' }
        : { outcome: 'unknown', known: segments.slice(0, found.known) };
    const rest = segments.slice(segmentsOf(hidden).length);
    return { outcome: 'inside', name: hidden, type: 'unspecified value', rest };
  }

  return {
    set: meta.content as OptionSet,
    source: meta.source,
    release: meta.release,
    date: meta.date,
    count: meta.count,
    match,
    option(path) {
      const { id } = paths.resolve(toSegments(path));
      return id === undefined ? undefined : docOf(id);
    },
    below(path, limit) {
      const declared = paths.declared(toSegments(path));
      const below = declared === undefined ? [] : paths.idsBelow(declared);
      const depth = (id: number) => segmentsOf(names.at(id)).length;
      return below
        .map((id) => ({ id, depth: depth(id) }))
        .sort((a, b) => a.depth - b.depth || a.id - b.id)
        .slice(0, limit)
        .map(({ id }) => entryOf(id));
    },
    next(path, beginning) {
      const declared = paths.declared(toSegments(path));
      return declared === undefined
        ? []
        : paths.next(declared, beginning, counts).map(({ segment, id }) => ({
            segment,
            ...(id !== undefined && { type: index.typeOf(id) }),
          }));
    },
    nearest(path, limit) {
      return nearestNames(index, toSegments(path), limit);
    },
  };
}

function toSegments(path: string | readonly string[]): readonly string[] {
  return typeof path === 'string' ? segmentsOf(path) : path;
}
