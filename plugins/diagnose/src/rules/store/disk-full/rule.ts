import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import {
  collect,
  imageOf,
  pathOf,
  patterns,
  placeOf,
  unpacks,
  writesToStore,
} from '../../shared/space.js';

export const diskFull: DiagnosisRule = {
  id: 'store/disk-full',
  class: 'disk-full',
  phase: 'store',
  title: 'Disk is full',
  components: ['store', 'build'],
  confidence: 0.9,
  patterns,
  docs: [
    {
      title: 'NixOS manual: garbage collection',
      url: 'https://nixos.org/manual/nixos/stable/#sec-nix-gc',
    },
  ],
  explain(evidence) {
    if (placeOf(evidence) !== 'store' && imageOf(evidence) === undefined) return undefined;
    const image = imageOf(evidence);
    const named = targetOf(evidence.line.text) ?? pathOf(evidence);
    const inodes = /inode/.test(evidence.line.text) || fullInodes(evidence);
    const quota = /quota/i.test(evidence.line.text);
    const unpacking = unpacks(evidence);
    const path = named ?? (!unpacking && writesToStore(evidence) ? '/nix/store' : undefined);
    const subject =
      path ??
      (unpacking
        ? 'the folder that the channel is unpacked to (/nix/store, or the temporary folder)'
        : 'a file system that this log does not name');
    const look = shellFix(
      'See which file system is full (100% in use), and whether of blocks or of inodes. If it is the one of /nix, free the store: nix-collect-garbage.',
      'df -h / /nix /tmp /boot; df -i / /nix /tmp',
    );
    const installer = evidence.context.tool === 'nixos-install' || /^\/mnt\//.test(path ?? '');
    return {
      culprit: image ?? subject,
      facts: { path, resource: quota ? 'quota' : inodes ? 'inodes' : 'blocks' },
      message:
        image === undefined
          ? `${path === undefined && !unpacking ? 'A file system that this log does not name' : `The file system of ${subject}`} has no ${quota ? 'room left in your quota' : inodes ? 'inodes left (it holds too many files), though it may have space' : 'space left'}.`
          : `The file system that is made for ${image} is too small for its contents, in blocks or inodes.`,
      fixes:
        image !== undefined
          ? [
              ...(isReckoned(image) ? [reckoned] : []),
              nixFix(
                isReckoned(image)
                  ? 'If it is the image of a virtual machine: make it larger (in MiB).'
                  : 'Make the image larger (in MiB, for images of virtual machines; for make-disk-image it is additionalSpace).',
                'virtualisation.diskSize = 8192;',
              ),
            ]
          : installer
            ? [
                advice(
                  'In the installer the running system lives in memory: build on the target disk. See that the target is mounted at /mnt, and large enough (20 GB at least).',
                ),
                look,
              ]
            : /^\/tmp\//.test(path ?? '')
              ? ofTemporary
              : path === undefined
                ? [look, ...collect]
                : [...collect, look],
      verify: ['df -h / /nix /tmp /boot', 'df -i / /nix /tmp'],
    };
  },
};

/** /tmp may be a file system of its own, in memory, or out of inodes with space left. */
const ofTemporary: readonly DiagnosisFix[] = [
  shellFix(
    'See whether /tmp is full, of blocks or of inodes, and what lies there; old folders of builds that were stopped can go.',
    'df -h /tmp; df -i /tmp; du -xsh /tmp/* 2>/dev/null | sort -h | tail; sudo find /tmp -maxdepth 1 -name "nix-build-*" -mtime +1',
  ),
  shellFix(
    'For this run: let Nix use a folder on the disk.',
    'sudo mkdir -p /var/tmp/nix && sudo TMPDIR=/var/tmp/nix YOUR_COMMAND',
    { fill: { YOUR_COMMAND: 'the command that failed' } },
  ),
];

/** The root of an SD or ISO image, whose size no option sets. */
const isReckoned = (image: string): boolean => /ext4-fs|sd-image|sd-card|\.iso$/.test(image);

const reckoned = advice(
  'Its size is reckoned from its contents (make-ext4-fs), and no option sets it: what was reckoned is too little here; your own disk is not full. Take another revision of nixpkgs, or of the input that makes the image (update or pin it); until then put fewer packages and less firmware into it.',
);

/** Of a copy the file system of the target is full, not that of the source. */
function targetOf(text: string): string | undefined {
  const copy =
    /(?:copying|cp|copy)\b.{0,40}?['"`]?(?<from>\/[^\s'"`:]{1,300})['"`]? to ['"`]?(?<to>\/[^\s'"`:]{1,300})/;
  return copy.exec(text)?.groups?.['to'];
}

/** A table of `df -i` beside the message that shows inodes at their end. */
function fullInodes(evidence: Evidence): boolean {
  return (
    evidence.all(/IUse%/)[0] !== undefined &&
    evidence.all(/ (?:100|9[89])% \/\S{0,100}$/)[0] !== undefined
  );
}
