import { shellWord } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';
import type { Saying } from '../../shared/sayings.js';

const mounted = ['findmnt -R /mnt'];

const noConfiguration: Saying = {
  anchors: ['could not find configuration file'],
  line: /could not find configuration file (?<file>\/[^\s'"]{2,200})/,
  explain: ({ get }) => ({
    culprit: get('file'),
    facts: { file: get('file') },
    message: `nixos-install looks for ${get('file')}, and it is not there: none was written yet, the file systems are not mounted below /mnt, or the configuration is a flake.`,
    fixes: [
      shellFix(
        'If there is none yet (and the disks are mounted below /mnt): have it written, and look through it.',
        'nixos-generate-config --root /mnt',
      ),
      shellFix('If it is a flake: name it.', 'nixos-install --flake YOUR_FLAKE#YOUR_HOST', {
        risk: 'restart',
        fill: {
          YOUR_FLAKE: 'its folder or address',
          YOUR_HOST: 'the configuration of this machine',
        },
      }),
    ],
    verify: mounted,
  }),
};

const permissions: Saying = {
  anchors: ['should have permissions 755'],
  line: /path (?<path>\/[^\s'"]{1,200}) should have permissions 755, but had permissions (?<has>\d{3,4})/,
  explain: ({ get }) => ({
    culprit: `${get('path')} (${get('has')})`,
    facts: { path: get('path'), permissions: get('has') },
    message: `nixos-install builds as other users, who have to get into ${get('path')}, and its permissions (${get('has')}) do not let them.`,
    fixes: [shellFix('Let all users into that folder.', `chmod 755 ${shellWord(get('path'))}`)],
    verify: [`ls -ld ${shellWord(get('path'))}`],
  }),
};

const notThere: Saying = {
  anchors: [
    ' doesn',
    ' does not exist',
    'not a NixOS installation',
    'is not an existing directory',
  ],
  line: /^(?<path>\/mnt[\w./-]{0,100}) doesn't exist|nixos-enter: ['"]?(?<enter>\/[^\s'"]{1,100})['"]? is not an existing directory|nixos-enter: (?<root>not a NixOS installation|['"`]?\/[^\s'"`]{1,100}['"`]? is not a NixOS installation)/,
  explain: ({ get }) => {
    const path = get('path') || get('enter') || '/mnt';
    return {
      culprit: path,
      facts: { path },
      message: `Below ${path} there is no NixOS: its root file system is not mounted there.`,
      fixes: [
        shellFix(
          'See which partition is its root, mount that at /mnt, and the EFI partition at /mnt/boot.',
          'lsblk -f',
        ),
      ],
      verify: mounted,
    };
  },
};

/** What nixos-install and nixos-enter find not to be so. */
export const installerSayings: readonly Saying[] = [noConfiguration, permissions, notThere];
