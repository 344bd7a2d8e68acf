import type { CommandContext } from '@nixai/api';
import type { FromFlakes } from '../../commands/migrate/from-flakes.js';
import { planFolder } from '../backup/planFolder.js';
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
  const { host, carryOut, dryRun, yes, withBlockers } = context;
  const proposal = proposeChannels(context.folder, context.machine);
  const { folder, changes, channels, sites, keepsFlake } = proposal;
  if (changes.some(({ path }) => isGenerated(path)))
    throw new Error('hardware-configuration.nix must stay as it is');
  const blocked = sites.filter(({ state }) => state === 'blocked');
  if (!dryRun && !withBlockers) refuseBlocked(blocked);
  let backup: string | undefined;
  const plan = await planFolder(host, { folder, changes, about: 'from-flakes' }, (id) => {
    backup = id;
  });
  const done = await carryOut(plan, { dryRun, yes, question: `Write this to ${folder}?` });
  return {
    folder,
    host: proposal.host,
    changes: changes.map(({ path }) => path),
    channels,
    blocked: blocked.map(({ file, line, text, what }) => ({ file, line, text, what })),
    keepsFlake,
    diff: plan.actions.map(({ detail }) => detail).join('\n'),
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
