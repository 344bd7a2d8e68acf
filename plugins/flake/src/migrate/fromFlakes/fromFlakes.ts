import type { CommandContext } from '@nixai/api';
import type { FromFlakes } from '../../commands/migrate/from-flakes.js';
import { changeFolder } from '../backup/changeFolder.js';
import { refuseBlocked } from '../refuseBlocked.js';
import { isGenerated } from '../rewrite/searchPaths.js';
import { proposeChannels } from './propose.js';

type Context = Pick<CommandContext, 'host' | 'carryOut'> & {
  readonly folder: string;
  readonly machine: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly withBlockers: boolean;
};

/**
 * Writes what a machine of a flake is with channels, keeping what was there first.
 * @throws NixaiError `migrate-blocked`, `migrate-no-machine`, `flake-unreadable`.
 */
export async function fromFlakes(context: Context): Promise<FromFlakes> {
  const { dryRun, withBlockers } = context;
  const proposal = proposeChannels(context.folder, context.machine);
  const { folder, changes, channels, sites, keepsFlake } = proposal;
  if (changes.some(({ path }) => isGenerated(path)))
    throw new Error('hardware-configuration.nix must stay as it is');
  const blocked = sites.filter(({ state }) => state === 'blocked');
  if (!dryRun && !withBlockers) refuseBlocked(blocked);
  const about = 'from-flakes';
  const { diff, done, backup } = await changeFolder(context, { folder, changes, about });
  return {
    folder,
    host: proposal.host,
    changes: changes.map(({ path }) => path),
    channels,
    blocked: blocked.map(({ file, line, text, what }) => ({ file, line, text, what })),
    keepsFlake,
    diff,
    next: [
      ...channels.map(({ name, url }) => `sudo nix-channel --add ${url} ${name}`),
      'sudo nix-channel --update',
      'nixos-rebuild build',
      'nix store diff-closures /run/current-system ./result',
      'sudo nixos-rebuild switch',
      ...channels
        .filter(({ url, later }) => url !== later)
        .map(({ name, later }) => `sudo nix-channel --add ${later} ${name}   # later, for updates`),
    ],
    written: done !== undefined,
    dryRun,
    ...(backup !== undefined && { backup }),
  };
}
