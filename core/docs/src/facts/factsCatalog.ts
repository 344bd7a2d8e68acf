import type { OptionCatalog, OptionDoc, OptionMatch } from '@nixai/api';
import { catalogOf, segmentsOf, type Index } from '../index/index.js';
import type { FactsFile } from './factsFile.js';
import { renameIn } from './renames.js';

/**
 * The facts of a set as they are for one release: what went or moved by then is not there.
 * @param release `26.05`
 */
export function factsCatalog(
  index: Index,
  docOf: (id: number) => OptionDoc,
  facts: FactsFile,
  release: string,
): OptionCatalog {
  const { set, release: madeFrom, until } = facts.meta;
  const whole = catalogOf(index, docOf, (id) => !facts.hasMoved(id) || !isGone(facts.names.at(id)));
  const isGone = (name: string) => {
    const id = index.idOf(name);
    return id !== undefined && facts.hasMoved(id) && renameIn(name, [set], release) !== undefined;
  };
  const isGoneBranch = (path: readonly string[]) => {
    const name = path.join('.');
    return facts.movedBlocks.has(name) && renameIn(name, [set], release) !== undefined;
  };
  const segmentsIn = (path: string | readonly string[]) =>
    typeof path === 'string' ? segmentsOf(path) : path;

  /** The same question, the same answer: only what `whole` has not kept is looked at again. */
  const judged = new WeakMap<OptionMatch, OptionMatch>();

  function match(path: string | readonly string[]): OptionMatch {
    const found = whole.match(path);
    if (found.outcome === 'unknown') return found;
    const known = judged.get(found);
    if (known !== undefined) return known;
    const made = judge(found, path);
    judged.set(found, made);
    return made;
  }

  function judge(
    found: Exclude<OptionMatch, { outcome: 'unknown' }>,
    path: string | readonly string[],
  ): OptionMatch {
    const segments = segmentsIn(path);
    const gone = found.outcome === 'branch' ? isGoneBranch(segments) : isGone(found.name);
    return gone ? { outcome: 'unknown', known: segments.slice(0, -1) } : found;
  }

  return {
    ...whole,
    gaps: until === undefined || madeFrom.endsWith(release) ? undefined : gapsOf(madeFrom, until),
    match,
    option: (path) => (match(path).outcome === 'unknown' ? undefined : whole.option(path)),
    below: (path, limit) => whole.below(path, limit).filter(({ name }) => !isGone(name)),
    nearest: (path, limit) => whole.nearest(path, limit).filter((name) => !isGone(name)),
  };
}

const gapsOf = (madeFrom: string, until: string): string =>
  `they are those of ${madeFrom}, and of later ones, to ${until}, what the release notes name`;
