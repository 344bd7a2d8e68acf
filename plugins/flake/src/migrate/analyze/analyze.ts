import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../read/folder.js';
import { trackedFiles } from '../../read/gitIndex.js';
import { textOf } from '../../read/regular.js';
import { readFlake } from '../../read/flake.js';
import { thisSystem } from '../../read/system.js';
import { findingsIn } from '../pitfalls/index.js';
import type { Finding } from '../pitfalls/pitfall.js';
import { readConfiguration } from '../read/configuration.js';
import type { Entry } from '../read/entry.js';
import type { Site } from '../rewrite/site.js';
import { propose, type Known, type Proposal } from '../toFlakes/propose.js';

/** What a configuration is, and what moving it to flakes takes. */
export interface Analysis {
  readonly folder: string;
  readonly isFlake: boolean;
  readonly files: number;
  readonly sites: readonly Site[];
  readonly findings: readonly Finding[];
  /** Absent for what is a flake. */
  readonly proposal?: Proposal;
}

/** Looks at a folder; writes nothing and runs nothing. */
export function analyze(folder: string, entries: () => readonly Entry[], known: Known): Analysis {
  const isFlake = existsSync(join(folder, 'flake.nix'));
  const proposal = isFlake ? undefined : propose(folder, entries(), known);
  const configuration =
    proposal?.configuration ?? readConfiguration(folder, [{ path: 'flake.nix', role: 'other' }]);
  const tracked = trackedFiles(configuration.folder);
  const look = {
    configuration,
    flake: isFlake ? flakeOf(folder) : undefined,
    channels: known.channels,
    isTracked: (path: string) => tracked?.has(path),
    names: namesIn(configuration.folder),
    textOf: (path: string) => textOf(join(configuration.folder, path), largestSecret),
  };
  const sites = proposal?.sites ?? [];
  // What the proposal mends or names by itself is not said twice.
  const said = new Set(isFlake ? [] : ['search-path', 'impure-fetch']);
  return {
    folder: configuration.folder,
    isFlake,
    files: configuration.files.length,
    sites,
    findings: findingsIn(look).filter(
      ({ rule, file, line }) =>
        !said.has(rule) &&
        !sites.some((site) => site.kind === same[rule] && site.file === file && site.line === line),
    ),
    ...(proposal !== undefined && { proposal }),
  };
}

function flakeOf(folder: string) {
  const { text, lock, files } = readFolder(folder);
  return readFlake(text, { lock, files, system: thisSystem() });
}

/** What a site says already. */
const same: Readonly<Record<string, Site['kind']>> = { 'secret-by-path': 'absolute-path' };

/** Names of what can be seen, git's own and Nix' results left out. */
function namesIn(folder: string): readonly string[] {
  const found: string[] = [];
  const rest = [''];
  for (let at = rest.pop(); at !== undefined && found.length < mostNames; at = rest.pop())
    for (const entry of entriesIn(join(folder, at))) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isFile()) found.push(path);
      else if (entry.isDirectory() && entry.name !== '.git') rest.push(path);
    }
  return found;
}

const mostNames = 20_000;
/** A key or a file of passwords is short; encrypted ones are some kB. */
const largestSecret = 2 ** 20;

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
