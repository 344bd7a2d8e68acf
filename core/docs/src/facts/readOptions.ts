import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OptionSet } from '@nixai/api';
import type { Rename } from '../topics/index.js';
import { openFacts, type FactsFile } from './factsFile.js';

/** The files of @nixai/options, each read when it is first asked for. */
const read = new Map<OptionSet, FactsFile>();
let renames: readonly Rename[] | undefined;

/** The facts of a set, of all releases that they know of. */
export function factsOf(set: OptionSet): FactsFile {
  const known = read.get(set) ?? openFacts(place(`${set}.facts`));
  read.set(set, known);
  return known;
}

/** What became of option names, of all sets. */
export function knownRenames(): readonly Rename[] {
  return (renames ??= JSON.parse(readFileSync(place('renames.json'), 'utf8')) as Rename[]);
}

const place = (file: string): string =>
  fileURLToPath(import.meta.resolve(`@nixai/options/${file}`));
