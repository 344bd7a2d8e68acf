import type { CommandContext } from '@nixai/api';
import type { FlakeInputs } from '../../commands/migrate/flake-inputs.js';
import { changeFolder } from '../backup/changeFolder.js';
import { proposePins } from './propose.js';

type Context = Pick<CommandContext, 'host' | 'carryOut'> & {
  readonly folder: string;
  readonly write: boolean;
  readonly yes: boolean;
};

/**
 * Has a flake's own inputs take over what it pins by other means, keeping what was there first.
 * @throws NixaiError `flake-unreadable`.
 */
export async function flakeInputs({
  host,
  carryOut,
  folder: path,
  write,
  yes,
}: Context): Promise<FlakeInputs> {
  const { folder, changes, sites, inputs, unused } = proposePins(path);
  const result = {
    folder,
    inputs,
    sites: sites.map(({ file, line, text, state, what }) => ({ file, line, text, state, what })),
    unused,
    changed: changes.length > 0,
  };
  if (changes.length === 0) return { ...result, written: false };
  const { diff, done, backup } = await changeFolder(
    { host, carryOut, dryRun: !write, yes },
    { folder, changes, about: 'flake-inputs' },
  );
  return {
    ...result,
    diff,
    written: done !== undefined,
    ...(backup !== undefined && { backup }),
  };
}
