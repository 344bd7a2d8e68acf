import { shellWord, type DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';
import { withoutRoot } from './disko.js';
import { ownProfile } from './ownProfile.js';

/** What changes the system was run as a user. */
export const needsRoot: DiagnosisRule = {
  id: 'activation/needs-root',
  class: 'needs-root',
  phase: 'activation',
  title: 'Has to be run as root',
  components: ['security', 'darwin'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['activation must now be run as root'],
      line: /(?:\/(?<program>[\w-]{2,60}): )?system activation must now be run as root/,
    },
    {
      anchors: ['must be run as root', 'needs to be run as root', 'requires root', 'must be root'],
      line: /^(?:error: |Error: )?(?:(?<program>[\w./-]{2,120}):? )?(?:[Tt]his (?:command|script|program) |`activate` )?(?:must be run as root|needs to be run as root|must be root|requires root (?:privileges|permissions))/,
    },
    {
      // disko, whose partitions a user sees no names of.
      anchors: ['unable to open /dev/disk/by-partlabel/disk-', 'Problem opening /dev/'],
      line: /(?<disko>mkfs\.\w{2,8}|sgdisk|blkid): unable to open (?<device>\/dev\/disk\/by-partlabel\/disk-\S{1,100}): (?:No such file|Permission denied)|^Problem opening (?<device2>\/dev\/\S{2,80}) for (?:reading|writing)! Error is 13/,
    },
    {
      // Nix 2.4 has the message below a heading of its own.
      anchors: ['Permission denied'],
      line: /(?:error: |^)(?:opening lock file|creating symlink(?: from)?|changing ownership of|could not set permissions on|opening directory) ['"`]?(?<path>\/nix\/var\/nix\/(?:profiles\/(?!per-user)|gcroots)[^'"`\s:]{0,200})['"`]?.{0,400}Permission denied/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: changing the configuration',
      url: 'https://nixos.org/manual/nixos/stable/#sec-changing-config',
    },
  ],
  explain(evidence) {
    if ((evidence.get('device') || evidence.get('device2')) !== '')
      return withoutRoot(evidence.get('device') || evidence.get('device2'), evidence);
    const path = evidence.get('path');
    if (path.startsWith('/nix/var/nix/profiles/default')) {
      const ofUser = ownProfile(path, evidence);
      if (ofUser !== undefined) return ofUser;
    }
    const named = evidence.get('program').split('/').at(-1) ?? '';
    const tools = {
      'darwin-rebuild': 'darwin-rebuild switch',
      'nixos-rebuild': 'nixos-rebuild switch',
    };
    const { tool } = evidence.context;
    const command =
      named === 'darwin-rebuild' || tool === 'darwin-rebuild'
        ? tools['darwin-rebuild']
        : named === 'nixos-rebuild' || tool === 'nixos-rebuild' || path !== ''
          ? tools['nixos-rebuild']
          : named;
    // Built and called by its path: before the first switch it is in no PATH.
    const built = /(?<is>\.\/result\/\S{0,80}bin\/darwin-rebuild): system activation/.exec(
      evidence.line.text,
    )?.groups?.['is'];
    const flake = evidence.before(/darwin-rebuild switch (?<is>--flake \S{1,200})/, 12)?.groups?.[
      'is'
    ];
    const known = command !== '' && /^[\w -]+$/.test(command);
    return {
      culprit: path === '' ? (named === '' ? 'the command' : named) : path,
      facts: { path: path || undefined },
      message: `${path === '' ? (named === '' ? 'The command' : named) : `What writes ${path}`} changes the system, and that needs root.`,
      fixes: [
        shellFix(
          'Run it again with sudo (and your own options, as --flake).',
          built !== undefined
            ? `sudo ${shellWord(built)} switch${flake === undefined ? '' : ` --flake ${shellWord(flake.slice(8))}`}`
            : `sudo ${known ? command.split(' ').map(shellWord).join(' ') : 'YOUR_COMMAND'}`,
          known ? {} : { fill: { YOUR_COMMAND: 'the command that failed' } },
        ),
      ],
      verify: ['id -un'],
    };
  },
};
