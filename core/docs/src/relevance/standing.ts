import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OptionSet } from '@nixai/api';
import { loadHandbook, type Handbook } from '../topics/index.js';
import { packageRoot } from '../packageRoot.js';
import { vocabularyOf } from './vocabulary/index.js';

/** How often options and their modules are named by topics and by the vocabulary. */
interface Mentions {
  readonly names: Readonly<Record<string, number>>;
  readonly families: Readonly<Record<string, number>>;
}

const fileOf = (set: OptionSet): string => `handbook-standing-${set}.json`;

/** The mentions of every set, as the files that `npm run build` bakes them to. */
export function standingFiles(handbook: Handbook): Record<string, string> {
  const sets: readonly OptionSet[] = ['nixos', 'home-manager', 'nix-darwin'];
  return Object.fromEntries(
    sets.map((set) => [fileOf(set), JSON.stringify(countMentions(set, handbook))]),
  );
}

/** 0 to 1: how often an option is asked for, going by who names it. */
export function standingIn(set: OptionSet): (name: string) => number {
  const { names, families } = baked(set) ?? countMentions(set, loadHandbook());
  const ofNames = shareOf(names);
  const ofFamilies = shareOf(families);
  return (name) => {
    if (outdated.test(name)) return 0;
    const family = familyOf(name);
    // Whoever looks at a module at all first wants to switch it on.
    const own = name === `${family}.enable` ? 1 : ofNames(name);
    return 0.6 * own + 0.4 * ofFamilies(family);
  };
}

function baked(set: OptionSet): Mentions | undefined {
  try {
    const text = readFileSync(join(packageRoot, 'dist', fileOf(set)), 'utf8');
    return JSON.parse(text) as Mentions;
  } catch {
    // Not built: it is counted here.
    return undefined;
  }
}

function countMentions(set: OptionSet, { topics }: Handbook): Mentions {
  const names: Record<string, number> = {};
  const families: Record<string, number> = {};
  const mention = (name: string, weight: number) => {
    const family = familyOf(name);
    names[name] = (names[name] ?? 0) + weight;
    families[family] = (families[family] ?? 0) + weight;
  };
  for (const { options } of vocabularyOf(set)) for (const name of options) mention(name, 1);
  for (const topic of topics)
    for (const name of set === 'home-manager' ? topic.homeOptions : topic.options) mention(name, 2);
  return { names, families };
}

/** Spellings that modules still accept beside the ones the manual teaches. */
const outdated = /^users\.extra(?:Users|Groups)\b/;

/** The module that an option belongs to: `services.nginx`, `boot.loader.grub`. */
function familyOf(name: string): string {
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
function shareOf(counts: Readonly<Record<string, number>>): (key: string) => number {
  const most = Math.log(1 + Math.max(1, ...Object.values(counts)));
  return (key) => Math.log(1 + (counts[key] ?? 0)) / most;
}
