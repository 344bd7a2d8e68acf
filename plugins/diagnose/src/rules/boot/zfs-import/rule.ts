import { shellWord, type Diagnosis, type DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

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
      anchors: ['devices is currently unavailable', 'no such pool'],
      line: /cannot import ['"`](?<pool>[\w.:-]{1,80})['"`]: (?<missing>one or more devices is currently unavailable|no such pool(?: available| or dataset)?)/,
    },
    {
      anchors: ['more than one matching pool'],
      line: /cannot import ['"`](?<pool>[\w.:-]{1,80})['"`]: (?<many>more than one matching pool)/,
    },
    {
      anchors: ['Key load error: '],
      line: /Key load error: (?<key>.{1,160})/,
    },
  ],
  docs: [{ title: 'NixOS wiki: ZFS', url: 'https://wiki.nixos.org/wiki/ZFS' }],
  explain(evidence) {
    const named = /(?:cannot import|importing|pool:|[Pp]ool) ['"`]?(?<pool>[\w.:-]{1,80})['"`]?/;
    const pool =
      evidence.get('pool') ||
      ((evidence.before(named, 6) ?? evidence.after(named, 4))?.groups?.['pool'] ?? '');
    if (evidence.get('many') !== '') return severalPools(pool);
    if (evidence.get('key') !== '')
      return keyNotLoaded(
        evidence.get('key'),
        (/^zfs-import-(?<pool>[\w.-]{1,60}?)(?:-start)?$/.exec(evidence.line.source ?? '')
          ?.groups ?? evidence.after(/zfs-import-(?<pool>[\w.-]{1,60})\.service/, 4)?.groups)?.[
          'pool'
        ] ?? pool,
      );
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

/** Disks of an earlier pool still carry its label. */
function severalPools(pool: string): Diagnosis {
  return {
    culprit: pool,
    facts: { pool },
    message: `Two pools on the disks of this machine are called ${pool}: mostly an old one whose label is still on a disk or on its other partition.`,
    fixes: [
      shellFix(
        'See both, with their numbers and disks, and import the right one by its number.',
        `zpool import; zpool import -N YOUR_NUMBER ${shellWord(pool)}`,
        {
          risk: 'data',
          fill: { YOUR_NUMBER: 'the id of the pool whose disks are the right ones' },
        },
      ),
      shellFix(
        'Then make the other one go: delete its label (all data of that pool is lost).',
        'zpool labelclear -f YOUR_DISK',
        { risk: 'data', fill: { YOUR_DISK: 'the disk or partition that the other pool lists' } },
      ),
      nixFix(
        'If it is one disk seen by two names, say where to look.',
        'boot.zfs.devNodes = "/dev/disk/by-id";',
        'restart',
      ),
    ],
    verify: ['zpool import', 'zpool status'],
  };
}

/** The pool is imported, and its encrypted data sets stay locked. */
function keyNotLoaded(key: string, pool: string): Diagnosis {
  const file = /No such file/.test(key);
  const of = pool === '' ? 'the pool' : pool;
  return {
    culprit: `zfs-import-${pool === '' ? '…' : pool}: ${key}`,
    facts: { pool: pool || undefined, key },
    message: file
      ? `The key of ${of} lies in a file, and that file does not exist where the pool is imported: in the initrd only what is put there can be read.`
      : `The key of an encrypted data set of ${of} is not loaded: ${key}`,
    fixes: file
      ? [
          shellFix(
            'See which file it is.',
            `zfs get -r keylocation ${pool === '' ? '' : shellWord(pool)}`.trim(),
          ),
          nixFix(
            'Put it into the initrd (whoever reads the boot partition reads the key).',
            'boot.initrd.secrets."YOUR_FILE" = null;',
            { risk: 'restart', fill: { YOUR_FILE: 'the path in keylocation, without file://' } },
          ),
          shellFix(
            'Or be asked for a passphrase at boot, if the key is one.',
            `sudo zfs change-key -o keyformat=passphrase -o keylocation=prompt YOUR_DATASET`,
            { risk: 'data', fill: { YOUR_DATASET: 'the data set that is the encryption root' } },
          ),
        ]
      : [
          shellFix('Load it by hand, and see what it says.', 'sudo zfs load-key -a'),
          advice(
            'A wrong passphrase is mostly another keyboard layout at boot (console.keyMap, console.earlySetup).',
          ),
        ],
    verify: [`zfs get -r keystatus ${pool === '' ? '' : shellWord(pool)}`.trim()],
  };
}
