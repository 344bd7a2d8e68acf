import { nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const programs: Saying = {
  anchors: ['programs.sqlite'],
  line: /(?:cannot open database|unable to open database file|DBI connect).{0,120}programs\.sqlite|dbname=(?<file>\/\S{10,160}programs\.sqlite)/,
  explain: ({ context }) => {
    const channel = shellFix(
      'If the system is of channels: fetch that of root, which has the database.',
      'sudo nix-channel --update',
    );
    const index = nixFix(
      'If it is a flake: leave that helper out, and take the one that needs no channel (its database: nix-index-database, an input of its own).',
      'programs.command-not-found.enable = false;\nprograms.nix-index.enable = true;',
    );
    return {
      culprit: 'programs.sqlite of the channel of root',
      message:
        'The shell does not know the command, and the helper that would say which package has it has no database: that comes with a channel, and root has none here (a system that is a flake). The command itself is just not installed.',
      fixes: context.flake === true ? [index, channel] : [channel, index],
      verify: ['ls /nix/var/nix/profiles/per-user/root/channels/nixos/programs.sqlite'],
    };
  },
};

/** `command-not-found` has its database from a channel. */
export const channelDatabase = ruleOfSayings(
  {
    id: 'runtime/channel-database',
    class: 'channel-database-missing',
    phase: 'runtime',
    title: 'Helper for unknown commands has no database',
    components: ['nix'],
    confidence: 0.93,
    docs: [
      {
        title: 'NixOS wiki: command-not-found',
        url: 'https://wiki.nixos.org/wiki/Command-not-found',
      },
    ],
  },
  [programs],
);
