import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { patterns, placeOf, imageOf, pathOf, collect } from '../../shared/space.js';

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
    const path = pathOf(evidence);
    const inodes = /inode/.test(evidence.line.text);
    return {
      culprit: image ?? path ?? '/nix/store',
      facts: { path, resource: inodes ? 'inodes' : 'blocks' },
      message:
        image === undefined
          ? `The file system of ${path ?? '/nix/store'} has no ${inodes ? 'inodes' : 'space'} left.`
          : `The file system that is made for ${image} is too small for its contents, in blocks or inodes.`,
      fixes:
        image === undefined
          ? [
              ...collect,
              shellFix('See what is full: blocks, or inodes.', 'df -h / /nix /tmp; df -i / /nix'),
            ]
          : [
              nixFix(
                'Enlarge the image (size, or room for inodes).',
                'virtualisation.diskSize = 8192;   # or image.size / sdImage.*; make-disk-image: additionalSpace',
              ),
              ...collect.slice(0, 1),
            ],
      verify: ['df -h / /nix /tmp', 'df -i / /nix'],
    };
  },
};
