import { healthLevelOf, type HealthChecks, type Host } from '@nixai/api';
import { newestVerified, readRecords } from '../records/records.js';
import { storeSettings } from '../settings.js';
import { daysSince, lastTested } from '../testRestore/testRestore.js';

/** Whether anybody backs up this machine with nixai: else there is nothing to look at. */
async function isUsed(host: Host): Promise<boolean> {
  const settings = await (await host.service(storeSettings))();
  return settings.repo !== undefined || (await readRecords(host)).length > 0;
}

/** What `nixai health` is told of backups. */
export const checks: HealthChecks = [
  {
    id: 'backup.age',
    title: 'Age of the newest backup',
    group: 'backup',
    about:
      'The newest backup of `nixai store backup` that was read back. What is newer than it is lost with the machine.',
    // Backups of this machine, whichever one is looked at.
    needs: ['running', 'here'],
    thresholds: { of: 'age of the newest verified backup', unit: 'days', minor: 2, major: 7 },
    async run({ host, now }, limits) {
      if (!(await isUsed(host))) return [];
      const fix = {
        title: 'Back up now',
        code: 'sudo nixai store backup',
        language: 'sh',
      } as const;
      const newest = await newestVerified(host);
      if (newest === undefined)
        return [{ status: 'major', summary: 'there is none that was read back', fix }];
      const value = daysSince(newest.made, now);
      const status = healthLevelOf(value, limits);
      const summary = `${newest.id}, ${value} days old`;
      return [{ status, summary, value, unit: 'days', ...(status !== 'ok' && { fix }) }];
    },
  },
  {
    id: 'backup.tested',
    title: 'Last restore of a backup',
    group: 'backup',
    about:
      'When a backup was last restored to see whether it can be (`nixai store test-restore`), and how long that took.',
    needs: ['running', 'here'],
    thresholds: { of: 'days since a backup was restored', unit: 'days', minor: 90 },
    async run({ host, now }, limits) {
      if (!(await isUsed(host))) return [];
      const fix = {
        ...{ title: 'Restore one into a folder', language: 'sh' as const },
        code: 'sudo nixai store test-restore',
      };
      const tested = (await lastTested(host))?.tested;
      if (tested === undefined) return [{ status: 'minor', summary: 'never tested', fix }];
      const value = daysSince(tested.date, now);
      const status = healthLevelOf(value, limits);
      const summary = `${value} days ago, in ${tested.seconds} s`;
      return [{ status, summary, value, unit: 'days', ...(status !== 'ok' && { fix }) }];
    },
  },
];
