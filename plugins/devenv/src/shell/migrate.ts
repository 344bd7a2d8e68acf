import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ExitCode, NixaiError, type CommandContext } from '@nixai/api';
import type { Migrated } from '../commands/devenv/migrate.js';
import { planFiles } from '../create/planFiles.js';
import { filesOf } from '../create/prepare.js';
import { joined } from '../environment/environment.js';
import { readShell } from './read.js';

type Context = Pick<CommandContext, 'host' | 'carryOut'> & {
  readonly path: string;
  readonly flags: { readonly force: boolean; readonly yes: boolean; readonly 'dry-run': boolean };
};

const usual = ['shell.nix', 'flake.nix', 'default.nix'];
const largest = 4 * 2 ** 20;

/**
 * Writes as devenv.nix what a shell of nixpkgs has; the old file stays.
 * @throws NixaiError `devenv-no-shell`, `file-exists`.
 */
export async function migrate({ host, carryOut, path, flags }: Context): Promise<Migrated> {
  const { file, parts } = shellIn(path);
  const { packages, settings, left } = parts;
  const environment = joined([{ packages, settings }]);
  const files = await filesOf(host, environment);
  const { folder, plan } = await planFiles(host, files, dirname(file), flags.force);
  const dryRun = flags['dry-run'] === true;
  const done = await carryOut(plan, {
    dryRun,
    yes: flags.yes,
    question: `Write these to ${folder}?`,
  });
  return {
    from: file,
    folder,
    packages,
    settings: Object.keys(settings),
    left,
    files: { 'devenv.nix': files.nix, 'devenv.yaml': files.yaml },
    against: files.against,
    next: ['devenv shell', `git rm ${basename(file)}   # when all is there`],
    written: done !== undefined,
    dryRun,
    undo: done?.change,
  };
}

function shellIn(path: string) {
  const at = resolve(path);
  const isFolder = statSync(at, { throwIfNoEntry: false })?.isDirectory() === true;
  for (const file of isFolder ? usual.map((name) => join(at, name)) : [at]) {
    const isRead = existsSync(file) && statSync(file).isFile() && statSync(file).size <= largest;
    const parts = isRead ? readShell(readFileSync(file, 'utf8')) : undefined;
    if (parts !== undefined) return { file, parts };
  }
  throw new NixaiError({
    code: 'devenv-no-shell',
    what: `there is no mkShell in sight in ${at}`,
    why: isFolder ? `looked at ${usual.join(', ')}` : 'the file has none, or does not parse',
    hint: 'nixai devenv from-repo',
    exitCode: ExitCode.refused,
  });
}
