import type { OptionSet } from '@nixai/api';
import { desktop } from './desktop.js';
import { development } from './development.js';
import { homeManager } from './homeManager.js';
import { network } from './network.js';
import { system } from './system.js';
import { web } from './web.js';

/** What people call a thing, and the options and packages that are it, the usual one first. */
export interface VocabularyEntry {
  readonly phrases: readonly string[];
  /** Options, or the modules that have an `enable`. A release may lack some. */
  readonly options: readonly string[];
  readonly packages: readonly string[];
}

const lines: Record<OptionSet, readonly string[]> = {
  nixos: [web, system, network, desktop, development],
  'home-manager': [homeManager],
  'nix-darwin': [],
};

/** The everyday words for what an option set holds, written by hand. */
export function vocabularyOf(set: OptionSet): readonly VocabularyEntry[] {
  return linesOf(set).map(entryOf);
}

/** Every package that the vocabulary names. */
export function namedPackages(): readonly string[] {
  return vocabularyOf('nixos').flatMap(({ packages }) => packages);
}

/** One line is one meaning: `phrase, phrase = options | packages`, either side may be absent. */
export function linesOf(set: OptionSet): readonly string[] {
  return lines[set].flatMap((text) => text.trim().split('\n'));
}

/** Reads a line. */
export function entryOf(line: string): VocabularyEntry {
  const [rest = '', packages = ''] = line.split('|');
  const [phrases = '', options = ''] = rest.split(' = ');
  return {
    phrases: phrases.split(',').map((phrase) => phrase.trim()),
    options: wordsIn(options),
    packages: wordsIn(packages),
  };
}

function wordsIn(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
