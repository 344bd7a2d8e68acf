import { renameIn, samePath, withPlaceholders } from '@nixai/docs';
import { optionPathText } from '@nixai/nix/quoting';
import { loadHandbook, loadTopicNames, type OptionEntry } from '@nixai/docs/topics';
import type { Judge } from './judge.js';

/**
 * Judges by the handbook alone, where no complete option set is at hand: what it has, or speaks of,
 * is right, what was renamed is told, and what it lacks may be right all the same.
 */
export function createHandbookJudge(): Omit<Judge, 'against' | 'packageVerdictOn'> {
  const { options } = loadHandbook();
  const spokenOf = new Set(loadTopicNames());
  // An answer names a few roots; only the options below these are looked at closely.
  const byRoot = new Map<string, OptionEntry[]>();
  for (const option of options) {
    const root = option.name.slice(0, (option.name.indexOf('.') + 1 || option.name.length + 1) - 1);
    const group = byRoot.get(root);
    if (group === undefined) byRoot.set(root, [option]);
    else group.push(option);
  }

  return {
    hasRoot: (segment) => byRoot.has(segment),
    // A selection cannot tell what is not there.
    isKnown: () => true,
    optionRead: () => undefined,
    async verdictOn(segments) {
      const name = optionPathText(segments.map((segment) => segment ?? '<name>'));
      // What lies above an option is right, too: `services.openssh = { … };`.
      const option = candidates(segments).find((one) => {
        const path = withPlaceholders(one.name);
        return isFree(one.type) && path.length < segments.length
          ? samePath(path, segments.slice(0, path.length))
          : samePath(path.slice(0, segments.length), segments);
      });
      if (option !== undefined) return { name, set: option.set, verdict: 'known' };
      const rename = renameIn(name, ['nixos', 'home-manager']);
      if (rename?.kind === 'renamed') return { name, verdict: 'renamed', instead: rename.new };
      if (rename !== undefined) return { name, verdict: 'removed' };
      return { name, verdict: spokenOf.has(name) ? 'known' : 'unsure' };
    },
  };

  /** The options that a path may be or lie above: comparing all of them by segments is slow. */
  function candidates([root, second]: readonly (string | undefined)[]): OptionEntry[] {
    const group = root === undefined ? [...options] : (byRoot.get(root) ?? []);
    if (root === undefined || second === undefined) return group;
    const start = `${root}.${second}`;
    return group.filter(({ name }) => name.startsWith(start) || name.startsWith(`${root}.<`));
  }
}

/** Whether any name may stand below an option of that type. */
const isFree = (type: string): boolean =>
  /\b(?:anything|open submodule|value)\b/.test(type) ||
  (/^attribute set\b/.test(type) && !/submodule/.test(type));
