import { lowerBound, type Index } from './openIndex.js';
import { isPlaceholder, optionPathText } from '@nixai/nix/quoting';

/** What the sorted names say about a path. */
export interface Resolved {
  /** The declared option it is. */
  readonly id?: number;
  /** Options lie below it. */
  readonly branch: boolean;
  /** Declared options above it, the nearest first, with the number of segments of their path. */
  readonly above: readonly { readonly id: number; readonly depth: number }[];
  /** How many leading segments are known. */
  readonly known: number;
}

/** Finds paths in an index's sorted names by binary search: nothing has to be built first. */
export function createPaths({ names, idOf }: Index) {
  function hasBelow(name: string): boolean {
    const prefix = `${name}.`;
    return names.at(lowerBound(names, prefix)).startsWith(prefix);
  }

  function idsBeginning(prefix: string): number[] {
    const ids: number[] = [];
    for (let id = lowerBound(names, prefix); id < names.length; id++) {
      if (!names.at(id).startsWith(prefix)) break;
      ids.push(id);
    }
    return ids;
  }

  function idsBelow(name: string): number[] {
    return idsBeginning(name === '' ? '' : `${name}.`);
  }

  const placeholders = new Map<string, string | undefined>();

  /** The placeholder that the names have below a prefix (with its dot), if any. */
  function placeholderBelow(prefix: string): string | undefined {
    if (!placeholders.has(prefix)) placeholders.set(prefix, findPlaceholder(prefix));
    return placeholders.get(prefix);
  }

  function findPlaceholder(prefix: string): string | undefined {
    for (const opening of ['*', '<']) {
      const name = names.at(lowerBound(names, prefix + opening));
      if (!name.startsWith(prefix + opening)) continue;
      const end = name.indexOf('.', prefix.length);
      const segment = name.slice(prefix.length, end === -1 ? undefined : end);
      if (isPlaceholder(segment)) return segment;
    }
    return undefined;
  }

  /** The ways to write one segment below a prefix: as it is, then as a placeholder. */
  function spellings(prefix: string, segment: string): string[] {
    const placeholder = placeholderBelow(prefix);
    const own = optionPathText([segment]);
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

  /**
   * The segments that follow a declared path and begin so, each as an option and as a path of others.
   * What lies below one is passed over: there are thousands.
   * @param counts whether an option is there at all.
   */
  function next(path: string, beginning: string, counts: (id: number) => boolean) {
    const prefix = path === '' ? '' : `${path}.`;
    const found: { readonly segment: string; readonly id?: number }[] = [];
    let id = lowerBound(names, prefix + beginning);
    while (names.at(id) !== '' && names.at(id).startsWith(prefix + beginning)) {
      const name = names.at(id);
      // A dot between quotes is part of a name.
      const from =
        name[prefix.length] === '"' ? name.indexOf('"', prefix.length + 1) : prefix.length;
      const end = name.indexOf('.', from);
      const segment = name.slice(prefix.length, end < 0 ? undefined : end);
      if (end < 0 && counts(id)) found.push({ segment, id });
      if (end < 0 || !counts(id)) id++;
      else {
        found.push({ segment });
        // The sign after the dot: what begins with the segment and goes on otherwise is another one.
        id = lowerBound(names, `${prefix}${segment}/`);
      }
    }
    return found;
  }

  return { resolve, declared, hasBelow, idsBelow, idsBeginning, next };
}
