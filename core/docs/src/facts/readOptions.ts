import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OptionSet } from '@nixai/api';
import { once } from '../index/once.js';
import { packageRoot } from '../packageRoot.js';
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

/** Where npm puts it, in a release and in a checkout: Node's own search reads a manifest for each file. */
const folders = ['.', '../..'].map((above) =>
  join(packageRoot, above, 'node_modules/@nixai/options/dist'),
);
const folder = once(() => folders.find((one) => existsSync(one)));

function place(file: string): string {
  const found = folder();
  return found === undefined
    ? fileURLToPath(import.meta.resolve(`@nixai/options/${file}`))
    : join(found, file);
}
