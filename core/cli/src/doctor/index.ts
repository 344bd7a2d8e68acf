/** The door of doctor: what is wrong with this installation, and what to do about it. */
import { messageOf, type Host } from '@nixai/api';
import { groups, type Group } from './checks.js';

export type { Finding, Group } from './checks.js';

export interface Diagnosis {
  readonly healthy: boolean;
  readonly groups: readonly Group[];
}

/** Looks at everything; a check that fails is itself a finding. */
export async function examine(host: Host): Promise<Diagnosis> {
  const done = await Promise.all(
    groups.map(async ({ title, check }): Promise<Group> => {
      try {
        return { title, findings: await check(host) };
      } catch (error) {
        return { title, findings: [{ level: 'bad', about: 'check', detail: messageOf(error) }] };
      }
    }),
  );
  const healthy = done.every(({ findings }) => findings.every(({ level }) => level !== 'bad'));
  return { healthy, groups: done };
}
