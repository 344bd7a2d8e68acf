import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

/** ZFS does not take a pool that another system used last, or that it cannot find. */
export const zfsImport: DiagnosisRule = {
  id: 'boot/zfs-import',
  class: 'zfs-pool-import',
  phase: 'boot',
  title: 'ZFS pool is not imported',
  components: ['boot', 'storage'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['pool was previously in use from another system', 'previously in use from another'],
      line: /(?:cannot import ['"`](?<pool>[\w.:-]{1,80})['"`]: )?pool was previously in use from another system/,
    },
    {
      anchors: ['pool may be in use from other system', 'may be in use from other'],
      line: /cannot import ['"`](?<pool>[\w.:-]{1,80})['"`]: pool may be in use from (?:an)?other system/,
    },
    {
      anchors: ['one or more devices is currently unavailable', 'devices is currently unavailable'],
      line: /cannot import ['"`](?<pool>[\w.:-]{1,80})['"`]: (?<missing>one or more devices is currently unavailable)/,
    },
  ],
  docs: [{ title: 'NixOS wiki: ZFS', url: 'https://wiki.nixos.org/wiki/ZFS' }],
  explain(evidence) {
    const named = /(?:cannot import|importing|pool:|[Pp]ool) ['"`]?(?<pool>[\w.:-]{1,80})['"`]?/;
    const pool =
      evidence.get('pool') ||
      ((evidence.before(named, 6) ?? evidence.after(named, 4))?.groups?.['pool'] ?? '');
    const missing = evidence.get('missing') !== '';
    const shown = /^[\w.:-]+$/.test(pool) ? pool : 'YOUR_POOL';
    const fill =
      shown === 'YOUR_POOL' ? { fill: { YOUR_POOL: 'the pool: zpool import lists them' } } : {};
    return {
      culprit: pool === '' ? 'the ZFS pool' : pool,
      facts: { pool: pool || undefined },
      message: missing
        ? `A disk of the pool ${pool} is not there, so it cannot be imported.`
        : `The pool ${pool} was last used by a system with another host id (an installer, or before networking.hostId changed), and was not exported there.`,
      fixes: missing
        ? [shellFix('See which disk is missing.', 'zpool import; lsblk -o NAME,SIZE,FSTYPE,SERIAL')]
        : [
            shellFix(
              'If no other running system uses it: import it once by force (in the emergency shell, or from the installer, which should export it afterwards: zpool export).',
              `zpool import -f ${shown}`,
              { risk: 'data', ...fill },
            ),
            nixFix('Give the machine a host id that stays.', 'networking.hostId = "YOUR_ID";', {
              risk: 'restart',
              fill: { YOUR_ID: 'eight hex digits: head -c4 /dev/urandom | od -A none -t x4' },
            }),
            nixFix(
              'If it shall be imported by force at each boot (dangerous with shared disks).',
              `boot.zfs.forceImportAll = true;`,
              'data',
            ),
          ],
      verify: ['zpool status'],
    };
  },
};
