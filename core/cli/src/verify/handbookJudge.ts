import type { OptionSet } from '@nixai/api';
import { samePath, withPlaceholders } from '../docs/index.js';
import { loadHandbook } from '../handbook/index.js';
import type { Judge } from './judge.js';
import { pathText } from './pathText.js';

/**
 * Judges by the handbook alone, where no complete option set is at hand: what it has is right, what
 * was renamed is told, and what it lacks may be right all the same.
 */
export function createHandbookJudge(): Omit<Judge, 'against'> {
  const { options, renames } = loadHandbook();
  const known = new Map<string, OptionSet>();
  const roots = new Set<string>();
  for (const { name, set } of options) {
    const path = withPlaceholders(name);
    roots.add(path[0] ?? '');
    // What lies above an option is right, too: `services.openssh = { … };`.
    for (let length = path.length; length > 0; length--) {
      const key = keyOf(path.slice(0, length));
      if (!known.has(key)) known.set(key, set);
    }
  }

  return {
    hasRoot: (segment) => roots.has(segment),
    async verdictOn(segments) {
      const name = pathText(segments.map((segment) => segment ?? '<name>'));
      const set = setOf(segments);
      if (set !== undefined) return { name, set, verdict: 'known' };
      const rename = renames.find(({ old }) => samePath(withPlaceholders(old), segments));
      if (rename === undefined) return { name, verdict: 'unsure' };
      return rename.kind === 'renamed'
        ? { name, verdict: 'renamed', instead: rename.new }
        : { name, verdict: 'removed' };
    },
  };

  /** Any name fits where an option has a placeholder: each segment is tried both ways. */
  function setOf(segments: readonly (string | undefined)[]): OptionSet | undefined {
    let paths: (string | undefined)[][] = [[]];
    for (const segment of segments)
      paths = paths.flatMap((path) =>
        [
          [...path, segment],
          [...path, undefined],
        ].filter((one) => known.has(keyOf(one))),
      );
    const [path] = paths;
    return path && known.get(keyOf(path));
  }
}

const keyOf = (path: readonly (string | undefined)[]): string =>
  path.map((segment) => segment ?? '').join('\n');
