import type { OptionCatalog, OptionDoc, OptionEntry, OptionMatch, OptionSet } from '@nixai/api';
import { nearestNames } from './nearestNames.js';
import type { Index } from './openIndex.js';
import { takesAnyAttributes } from './optionTypes.js';
import { isPlaceholder, printSegment, segmentsOf } from './words.js';

/** The option set in an index, for look-ups without I/O. */
export function catalogOf(index: Index, docOf: (id: number) => OptionDoc): OptionCatalog {
  const { meta, names } = index;
  const entryOf = (id: number): OptionEntry => ({ name: names[id] ?? '', type: index.typeOf(id) });
  const paths = createPaths(names);

  function match(path: string | readonly string[]): OptionMatch {
    const segments = toSegments(path);
    const found = paths.resolve(segments);
    if (found.id !== undefined) return { outcome: 'option', ...entryOf(found.id) };
    if (found.branch) return { outcome: 'branch' };
    for (const { id, depth } of found.above) {
      const { name, type } = entryOf(id);
      if (takesAnyAttributes(name, type, paths.hasBelow(name)))
        return { outcome: 'inside', name, type, rest: segments.slice(depth) };
    }
    return { outcome: 'unknown', known: segments.slice(0, found.known) };
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
      const depth = (id: number) => segmentsOf(names[id] ?? '').length;
      return below
        .map((id) => ({ id, depth: depth(id) }))
        .sort((a, b) => a.depth - b.depth || a.id - b.id)
        .slice(0, limit)
        .map(({ id }) => entryOf(id));
    },
    nearest(path, limit) {
      return nearestNames(index, toSegments(path), limit);
    },
  };
}

function toSegments(path: string | readonly string[]): readonly string[] {
  return typeof path === 'string' ? segmentsOf(path) : path;
}

/** What the sorted names say about a path. */
interface Resolved {
  /** The declared option it is. */
  readonly id?: number;
  /** Options lie below it. */
  readonly branch: boolean;
  /** Declared options above it, the nearest first, with the number of segments of their path. */
  readonly above: readonly { readonly id: number; readonly depth: number }[];
  /** How many leading segments are known. */
  readonly known: number;
}

/** Finds paths in sorted names by binary search: nothing has to be built first. */
function createPaths(names: readonly string[]) {
  /** The first name that is not before the text. */
  function lowerBound(text: string): number {
    let low = 0;
    let high = names.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((names[middle] as string) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function idOf(name: string): number | undefined {
    const id = lowerBound(name);
    return names[id] === name ? id : undefined;
  }

  function hasBelow(name: string): boolean {
    const prefix = `${name}.`;
    return names[lowerBound(prefix)]?.startsWith(prefix) ?? false;
  }

  function idsBelow(name: string): number[] {
    const prefix = name === '' ? '' : `${name}.`;
    const ids: number[] = [];
    for (let id = lowerBound(prefix); names[id]?.startsWith(prefix); id++) ids.push(id);
    return ids;
  }

  /** The placeholder that the names have below a prefix (with its dot), if any. */
  function placeholderBelow(prefix: string): string | undefined {
    for (const opening of ['*', '<']) {
      const name = names[lowerBound(prefix + opening)];
      if (!name?.startsWith(prefix + opening)) continue;
      const end = name.indexOf('.', prefix.length);
      const segment = name.slice(prefix.length, end === -1 ? undefined : end);
      if (isPlaceholder(segment)) return segment;
    }
    return undefined;
  }

  /** The ways to write one segment below a prefix: as it is, then as a placeholder. */
  function spellings(prefix: string, segment: string): string[] {
    const placeholder = placeholderBelow(prefix);
    const own = printSegment(segment);
    return placeholder === undefined || placeholder === own ? [own] : [own, placeholder];
  }

  function resolve(segments: readonly string[]): Resolved {
    let best: Resolved = { branch: false, above: [], known: 0 };

    function descend(prefix: string, depth: number, above: Resolved['above']): boolean {
      if (depth > best.known || above.length > best.above.length)
        best = { branch: false, above, known: depth };
      const segment = segments[depth];
      if (segment === undefined) return false;
      for (const spelling of spellings(prefix, segment)) {
        const name = prefix + spelling;
        const id = idOf(name);
        const below = hasBelow(name);
        if (id === undefined && !below) continue;
        const last = depth === segments.length - 1;
        if (last) {
          best = { id, branch: below, above, known: segments.length };
          return true;
        }
        const further = id === undefined ? above : [{ id, depth: depth + 1 }, ...above];
        if (descend(`${name}.`, depth + 1, further)) return true;
      }
      return false;
    }

    descend('', 0, []);
    return best;
  }

  /** The path as the names have it, placeholders put in; undefined if nothing is there. */
  function declared(segments: readonly string[]): string | undefined {
    let prefix = '';
    for (const segment of segments.filter((one) => one !== '')) {
      const spelling = spellings(prefix, segment).find(
        (one) => idOf(prefix + one) !== undefined || hasBelow(prefix + one),
      );
      if (spelling === undefined) return undefined;
      prefix += `${spelling}.`;
    }
    return prefix.slice(0, -1);
  }

  return { resolve, declared, hasBelow, idsBelow };
}

