import type { OptionSet } from '@nixai/api';
import { loadHandbook, type Handbook } from '../../handbook/index.js';
import { stemOf } from './stem.js';
import { vocabularyOf } from './vocabulary/index.js';

/** What people say, phrase by phrase; and the options and packages they mean by it. */
export interface Meaning {
  readonly phrases: readonly Phrase[];
  readonly options: readonly string[];
  readonly packages: readonly string[];
}

export interface Phrase {
  readonly text: string;
  /** Taken when first asked for: a query needs those of few phrases. */
  readonly stems: readonly string[];
}

/** What nixai knows of an option set besides the set itself. */
export interface Knowledge {
  readonly meanings: readonly Meaning[];
  /** 0 to 1: how often an option is asked for, going by topics and the vocabulary. */
  standing(name: string): number;
}

const made = new Map<OptionSet, Knowledge>();

/** The knowledge about a set, put together on first use. */
export function knowledgeOf(set: OptionSet): Knowledge {
  const knowledge = made.get(set) ?? gather(set, loadHandbook());
  made.set(set, knowledge);
  return knowledge;
}

function gather(set: OptionSet, handbook: Handbook): Knowledge {
  const meanings = vocabularyOf(set).map(({ phrases, ...targets }) => ({
    ...targets,
    phrases: phrases.map(phraseOf),
  }));
  const byName = new Map<string, number>();
  const byFamily = new Map<string, number>();
  const mention = (name: string, weight: number) => {
    count(byName, name, weight);
    count(byFamily, familyOf(name), weight);
  };
  for (const { options } of meanings) for (const name of options) mention(name, 1);
  for (const topic of handbook.topics) {
    for (const name of set === 'home-manager' ? topic.homeOptions : topic.options) mention(name, 2);
  }

  const ofNames = shareOf(byName);
  const ofFamilies = shareOf(byFamily);
  return {
    meanings,
    standing(name) {
      if (outdated.test(name)) return 0;
      const family = familyOf(name);
      // Whoever looks at a module at all first wants to switch it on.
      const own = name === `${family}.enable` ? 1 : ofNames(name);
      return 0.6 * own + 0.4 * ofFamilies(family);
    },
  };
}

function phraseOf(text: string): Phrase {
  let stems: readonly string[] | undefined;
  return {
    text,
    get stems() {
      return (stems ??= text.split(/[\s-]+/).map(stemOf));
    },
  };
}

/** Spellings that modules still accept beside the ones the manual teaches. */
const outdated = /^users\.extra(?:Users|Groups)\b/;

/** The module that an option belongs to: `services.nginx`, `boot.loader.grub`. */
export function familyOf(name: string): string {
  const two = leading(name, 2);
  return grouping.has(two) ? leading(name, 3) : two;
}

/** The first segments of a path; no module's own path has a quoted one. */
function leading(name: string, count: number): string {
  let end = -1;
  for (let found = 0; found < count; found++) {
    end = name.indexOf('.', end + 1);
    if (end === -1) return name;
  }
  return name.slice(0, end);
}

/** Second segments that group modules rather than being one. */
const grouping: ReadonlySet<string> = new Set([
  'boot.loader',
  'services.xserver',
  'services.displayManager',
  'services.desktopManager',
  'services.gnome',
  'services.hardware',
]);

/** 0 to 1 on a logarithmic scale: how often a key was counted, of the most that any was. */
function shareOf(counts: ReadonlyMap<string, number>): (key: string) => number {
  const most = Math.log(1 + Math.max(1, ...counts.values()));
  return (key) => Math.log(1 + (counts.get(key) ?? 0)) / most;
}

function count(counts: Map<string, number>, key: string, weight: number): void {
  counts.set(key, (counts.get(key) ?? 0) + weight);
}
