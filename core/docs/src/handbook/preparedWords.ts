import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OptionSet } from '@nixai/api';
import type { Handbook } from '../topics/index.js';
import { packageRoot } from '../packageRoot.js';
import { prepareWords, sortedByName, type PreparedWords } from '../index/index.js';
import { entriesOf } from './handbookOptions.js';
import { packageEntries } from './handbookPackages.js';

type Content = OptionSet | 'packages';

/** The packages have their names, too: they are gathered from all topics. */
export interface PreparedPackages extends PreparedWords {
  readonly names: readonly string[];
}

const fileOf = (content: Content): string => `handbook-words-${content}.json`;

/** What the handbook's options and packages are searched by, as the files that it is baked to. */
export function wordFiles({ options, topics }: Handbook): Record<string, string> {
  const sets: readonly OptionSet[] = ['nixos', 'home-manager', 'nix-darwin'];
  const packages = sortedByName(packageEntries(topics));
  const names = packages.map(({ name }) => name);
  return Object.fromEntries([
    ...sets.map((set) => [
      fileOf(set),
      JSON.stringify(prepareWords(sortedByName(entriesOf(options, set)))),
    ]),
    [fileOf('packages'), JSON.stringify({ names, ...prepareWords(packages) })],
  ]) as Record<string, string>;
}

/** The same as it was baked; undefined where it was not built. */
export function preparedOptions(set: OptionSet): PreparedWords | undefined {
  return read(fileOf(set)) as PreparedWords | undefined;
}

export function preparedPackages(): PreparedPackages | undefined {
  return read(fileOf('packages')) as PreparedPackages | undefined;
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(packageRoot, 'dist', file), 'utf8'));
  } catch {
    return undefined;
  }
}
