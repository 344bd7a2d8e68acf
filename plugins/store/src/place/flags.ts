import { flag, type CommandContext, type Flags, type Values } from '@nixai/api';
import { openEngine, usualStaging } from '../engines/open.js';
import type { StoreEngine } from '../engines/engine.js';
import { isThere } from '../disk/folders.js';
import { unfitPlace } from '../faults.js';
import { storeSettings } from '../settings.js';
import { resolve } from 'node:path';

const helpGroup = 'REPOSITORY';

/** Flags of each command that opens a repository. */
export const placeFlags = {
  repo: flag.string('Where backups are: a folder or an archive', { helpGroup }),
  staging: flag.string('A folder for what is on its way; as large as what is backed up', {
    helpGroup,
  }),
} as const satisfies Flags;

type Given = Partial<Values<typeof placeFlags>> & { readonly output?: string };

/** Opens a repository that is there. */
export async function engineOf(
  context: Parameters<typeof engineFor>[0],
  place?: string,
): Promise<StoreEngine> {
  const engine = await engineFor(context, place);
  if (!engine.isRemote && !(await isThere(engine.place)))
    throw unfitPlace(engine.place, 'there is nothing', 'nixai store backup makes one');
  return engine;
}

/** Opens the repository that flags name, or else the configuration; it need not be there yet. */
export async function engineFor(
  { host, signal, flags }: Pick<CommandContext, 'host' | 'signal'> & { readonly flags: Given },
  place = flags.output ?? flags.repo,
): Promise<StoreEngine> {
  const settings = await (await host.service(storeSettings))();
  const staging = resolve(flags.staging ?? settings.staging ?? usualStaging(host.paths.cache));
  return openEngine({ host, signal, staging, options: [] }, place ?? settings.repo);
}

/** Whether flags or the configuration say where backups are. */
export async function hasPlace({
  host,
  flags,
}: Pick<CommandContext, 'host'> & { readonly flags: Given }): Promise<boolean> {
  const settings = await (await host.service(storeSettings))();
  return (flags.repo ?? settings.repo) !== undefined;
}
