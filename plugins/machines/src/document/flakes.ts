import { join } from 'node:path';
import { readRegular } from '@nixai/contributions';
import { nodeOf, readLock, referenceOf } from '@nixai/machine/lock';
import type { Documentation } from './result.js';

type Input = Documentation['flakes'][number]['inputs'][number];

/** What a flake's inputs are locked to, by name; undefined where it is none, or nothing is locked. */
export async function inputsIn(folder: string): Promise<readonly Input[] | undefined> {
  const text = await readRegular(join(folder, 'flake.lock'), 'utf8').catch(() => undefined);
  const lock = text === undefined ? undefined : readLock(text);
  if (lock === undefined) return undefined;
  const inputs = Object.entries(lock.nodes.get(lock.root)?.inputs ?? {});
  return inputs
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, target]): Input => {
      const { original, locked } = lock.nodes.get(nodeOf(lock, target) ?? '') ?? {};
      const { rev, lastModified } = locked ?? {};
      return {
        name,
        from: referenceOf(original ?? locked),
        ...(rev !== undefined && { revision: rev }),
        ...(typeof lastModified === 'number' && {
          date: new Date(lastModified * 1000).toISOString().slice(0, 10),
        }),
      };
    });
}
