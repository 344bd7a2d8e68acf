import { existsSync } from 'node:fs';
import type { Host } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import { repositoryOf, shownAddress } from './access.js';
import { keyFile, keyIfAny } from './keys.js';
import { knownOf, readRecords } from './records.js';
import type { ShownStrategy } from './result.js';
import { readStrategy, strategyFile } from './strategy.js';

/** How machines are backed up, and what each could come back with. */
export async function showStrategy(
  host: Host,
  machines: readonly KnownMachine[],
): Promise<ShownStrategy> {
  const strategy = await readStrategy(host);
  const records = await readRecords(host);
  const file = keyFile(host);
  const copy = `${file}.age`;
  return {
    file: strategyFile(host),
    strategy: { ...strategy, location: shownAddress(strategy.location) },
    key: {
      file,
      there: (await keyIfAny(host)) !== undefined,
      ...(existsSync(copy) && { copy }),
    },
    machines: machines.map(({ name }) => {
      const { verified, damaged, restored } = knownOf(records, name);
      return {
        name,
        repository: shownAddress(repositoryOf(strategy.location, name)),
        ...(verified !== undefined && {
          verified: { id: verified.id, made: verified.made, hours: hoursSince(verified.made) },
        }),
        ...(damaged?.damaged !== undefined && {
          damaged: { id: damaged.id, found: damaged.damaged },
        }),
        ...(restored !== undefined && { restored }),
      };
    }),
  };
}

/** To a hundredth. */
const hoursSince = (made: string, now = new Date()): number =>
  Math.round((now.getTime() - new Date(made).getTime()) / 36_000) / 100;
