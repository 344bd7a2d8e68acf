// Every command that writes: how to come to a state in which it has something to do, and how to tell
// afterwards whether the person's data are as before, as after, or broken.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../support/packed.js';
import { agentWriters } from './agents.js';
import { editorWriters } from './editors.js';
import { machineWriters } from './machines.js';
import { ownWriters } from './own.js';
import { npmWriters, pluginWriters } from './plugins.js';
import { projectWriters } from './projects.js';
import { sessionWriters } from './sessions.js';
import { shellWriters } from './shells.js';
import { storeWriters } from './store.js';
import { templateWriters } from './templates.js';

/**
 * `change` is true where a failure must leave the old state, and success the new one; elsewhere
 * (a history that cannot be kept) the command may go on without. `npm` is true for what runs npm.
 */
export const writers = [
  ...ownWriters,
  ...projectWriters,
  ...templateWriters,
  ...machineWriters,
  ...agentWriters,
  ...storeWriters,
  ...editorWriters,
  ...sessionWriters,
  ...shellWriters,
  ...pluginWriters,
  ...npmWriters,
];

/**
 * What changes other machines: a deployment is killed at each of its steps in `machinesDeploy.e2e.js`,
 * backups and restores by `npm run bench -- backups`.
 */
const elsewhere = [
  ...[
    'backup prune',
    'backup restore',
    'disaster-recovery run',
    'disaster-recovery test',
    'deploy',
    'drift-fix',
    'exec',
    'reboot',
    'rollback',
    'ssh',
  ],
].map((name) => `machines ${name}`);

/** What changes files by calling another command, which is here. */
const throughOthers = ['call', 'restart', 'start'].map((name) => `mcp-server ${name}`);

/** What any program or command that a person names may change. */
const byTheProgram = ['run'];

/** What Nix itself removes, or puts right: it can be broken off anywhere. */
const byNix = ['build', 'store gc', 'store integrity'];

/** One file is written, as by `check --fix`, and then Nix builds. */
const beforeNix = ['build retry'];

/** Files of configurations are written as by `machines security-scan --fix`, once a host was asked. */
const asTheFix = ['machines optimize'];

/** The commands that say of themselves that they change files, and that no writer is of. */
export function forgotten() {
  const folders = [
    'core/cli',
    ...readdirSync(join(root, 'plugins')).map((name) => `plugins/${name}`),
  ];
  const ids = folders.flatMap((folder) => idsOfWriting(join(root, folder, 'src/commands')));
  const known = [
    ...elsewhere,
    ...throughOthers,
    ...byTheProgram,
    ...byNix,
    ...beforeNix,
    ...asTheFix,
    ...writers.map(({ name }) => name.replace(/ (?:--|\().*/, '')),
  ];
  return ids.filter((id) => !known.includes(id));
}

function idsOfWriting(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) =>
      /^ {2}effects: \[.*'(?:write|destructive)'/m.test(readFileSync(join(folder, name), 'utf8')),
    )
    .map((name) => name.replace(/(?:\/index)?\.ts$/, '').replaceAll('/', ' '));
}
