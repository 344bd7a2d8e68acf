#!/usr/bin/env node
// Makes the facts of `nixai migrate channel-upgrade` from what changed between releases: names, where
// they went, and the release. No prose.
//   releases.js nixos-release-facts.json
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [path] = process.argv.slice(2);
const { meta, facts } = JSON.parse(readFileSync(path, 'utf8'));

/** Kinds that a configuration which is there already can be touched by. */
const kinds = new Set([
  'renamed',
  'removed',
  'changed-default',
  'changed-type',
  'incompatible',
  'package-renamed',
  'package-removed',
]);
const line = ({ release, kind, names, to, block, sure }) =>
  [
    release,
    kind,
    names.join(','),
    (to ?? []).join(','),
    `${block ? 'block' : ''}${sure === false ? '?' : ''}`,
  ]
    .join('\t')
    .trimEnd();
const text = facts
  .filter(({ kind, release }) => kinds.has(kind) && release !== 'unknown')
  .map(line)
  .sort()
  .join('\n');
const out = `// Made by scripts/options/releases.js out of what changed between releases: facts, and no prose.

/** When it was read, and the releases that it is about. */
export const madeFrom = { date: '${meta.made}', first: '25.05', last: '26.11' };

/**
 * A change a line: release, kind, names, where they went, and whether a name stands for all below it
 * (\`block\`) or is not sure (\`?\`); tabs between.
 */
export const lines = ${JSON.stringify(text)};
`;
writeFileSync(join(import.meta.dirname, '../../plugins/flake/src/migrate/upgrade/facts.ts'), out);
