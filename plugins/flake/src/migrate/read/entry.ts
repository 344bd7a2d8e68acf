import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import { about } from '../../read/regular.js';
import type { Configuration, Role } from './configuration.js';
import { literalIn } from './values.js';

/** Where a configuration begins, and what it is for. */
export interface Entry {
  readonly path: string;
  readonly role: Role;
}

const usual: readonly Entry[] = [
  { path: 'configuration.nix', role: 'nixos' },
  { path: 'home.nix', role: 'home' },
];

/**
 * The entries of a folder with channels.
 * @param asked files that a person has named; they are NixOS' unless they are called `home.nix`.
 * @throws NixaiError `migrate-no-entry`, `migrate-linked`.
 */
export function entriesOf(folder: string, asked: readonly string[] = []): readonly Entry[] {
  const root = resolve(folder);
  const named = asked.map((path): Entry => ({
    path: relative(root, resolve(root, path)).split(sep).join('/'),
    role: path.endsWith('home.nix') ? 'home' : 'nixos',
  }));
  const entries =
    named.length > 0 ? named : usual.filter(({ path }) => existsSync(join(root, path))).slice(0, 1);
  const missing = entries.find(({ path }) => !isFile(join(root, path)) || path.startsWith('..'));
  if (entries.length === 0 || missing !== undefined)
    throw new NixaiError({
      code: 'migrate-no-entry',
      what:
        missing === undefined
          ? `there is no configuration.nix and no home.nix in ${root}`
          : `${missing.path} is no file below ${root}`,
      hint: hasConfiguration('.')
        ? 'for the configuration in this folder, add . to the command'
        : 'name the folder of the configuration, or its file with --entry',
      exitCode: ExitCode.refused,
    });
  for (const { path } of entries) refuseLink(root, path);
  return entries;
}

const hasConfiguration = (folder: string): boolean =>
  ['flake.nix', ...usual.map(({ path }) => path)].some((path) => isFile(join(folder, path)));

const isFile = (path: string): boolean => about(path)?.isFile() === true;

/** A flake beside a link has nothing of what the link leads to. */
function refuseLink(root: string, path: string): void {
  const file = join(root, path);
  if (!lstatSync(file).isSymbolicLink()) return;
  const real = realpathSync(file);
  if (real.startsWith(`${realpathSync(root)}${sep}`)) return;
  throw new NixaiError({
    code: 'migrate-linked',
    what: `${file} is a link to ${real}`,
    why: 'a flake sees its own folder alone',
    hint: `nixai migrate analyze ${dirname(real)}`,
    exitCode: ExitCode.refused,
  });
}

/** What a machine is called in its configuration; undefined where that is not written out. */
export function hostNameIn(configuration: Pick<Configuration, 'files'>): string | undefined {
  for (const file of configuration.files) {
    const name = literalIn(file, ['networking', 'hostName']);
    if (name !== undefined && /^[A-Za-z0-9][\w-]*$/.test(name)) return name;
  }
  return undefined;
}
