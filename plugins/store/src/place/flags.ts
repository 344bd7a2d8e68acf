import { flag, type CommandContext, type Flags, type Values } from '@nixai/api';
import type { EngineName } from '../engines/names.js';
import { isElsewhere, isEmptyFolder, openEngine, usualStaging } from '../engines/open.js';
import type { Access, StoreEngine } from '../engines/engine.js';
import { isThere } from '../disk/folders.js';
import { unfitPlace } from '../faults.js';
import { storeSettings } from '../settings.js';
import { resolve } from 'node:path';

const helpGroup = 'REPOSITORY';

/** Flags of each command that opens a repository. */
export const placeFlags = {
  repo: flag.string('Where backups are: a restic repository, a folder or an archive', {
    helpGroup,
  }),
  'password-file': flag.string('A file with the password of the restic repository', {
    helpGroup,
    exclusive: ['password-command'],
  }),
  'password-command': flag.string('What prints that password', { helpGroup }),
  option: flag.strings('A setting for restic’s -o: sftp.command=…, s3.region=…', { helpGroup }),
  staging: flag.string('A folder for what is on its way; as large as what is backed up', {
    helpGroup,
  }),
} as const satisfies Flags;

type Given = Partial<Values<typeof placeFlags>> & {
  readonly output?: string;
  readonly engine?: EngineName;
};

/** Opens a repository that is there. */
export async function engineOf(
  context: Parameters<typeof engineFor>[0],
  place?: string,
): Promise<StoreEngine> {
  const settings = await (await context.host.service(storeSettings))();
  const at = place ?? context.flags.repo ?? settings.repo;
  if (at !== undefined && !isElsewhere(at)) {
    const hint = 'where is it mounted? nixai store backup makes a new one';
    if (!(await isThere(resolve(at)))) throw unfitPlace(at, 'there is nothing', hint);
    if (await isEmptyFolder(resolve(at)))
      throw unfitPlace(at, 'it is an empty folder: no backup is in it', hint);
  }
  return engineFor(context, at);
}

/** Opens the repository that flags name, or else the configuration; it need not be there yet. */
export async function engineFor(
  { host, signal, flags }: Pick<CommandContext, 'host' | 'signal'> & { readonly flags: Given },
  place = flags.output ?? flags.repo,
): Promise<StoreEngine> {
  const settings = await (await host.service(storeSettings))();
  const staging = await stagingOf({ host, flags });
  const file = flags['password-file'] ?? settings.password_file;
  const command = flags['password-command'] ?? settings.password_command;
  const isFile = flags['password-command'] === undefined && file !== undefined;
  const access: Access = {
    ...{ host, signal, staging, options: flags.option ?? [] },
    ...(isFile && { passwordFile: resolve(file) }),
    ...(!isFile && command !== undefined && { passwordCommand: command }),
  };
  const isOutput = flags.output !== undefined && place === flags.output;
  const usual = isOutput ? 'nix-cache' : 'restic';
  return openEngine(access, place ?? settings.repo, flags.engine ?? usual);
}

/** Whether flags or the configuration say where backups are. */
export async function hasPlace({
  host,
  flags,
}: Pick<CommandContext, 'host'> & { readonly flags: Given }): Promise<boolean> {
  const settings = await (await host.service(storeSettings))();
  return (flags.repo ?? settings.repo) !== undefined;
}

/** Where things are put together, and restored to be looked at. */
export async function stagingOf({
  host,
  flags,
}: Pick<CommandContext, 'host'> & { readonly flags: Given }): Promise<string> {
  const settings = await (await host.service(storeSettings))();
  return resolve(flags.staging ?? settings.staging ?? usualStaging(host.paths.cache));
}
