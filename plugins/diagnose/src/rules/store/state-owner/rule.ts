import { shellWord, type Diagnosis, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** Nix, or its daemon, opens the store itself, as somebody who may not write to its state. */
export const stateOwner: DiagnosisRule = {
  id: 'store/state-owner',
  class: 'nix-state-owner',
  phase: 'store',
  title: 'Nix may not write to its own state',
  components: ['store', 'security'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['could not set permissions on'],
      line: /could not set permissions on ['"`](?<path>\/nix\/var\/nix(?:\/[^'"`\s]{0,160})?)['"`] to \d{3,4}: (?<why>Operation not permitted|Permission denied)/,
    },
    {
      anchors: ['creating directory'],
      line: /creating directory ['"`](?<path>\/nix\/var\/nix\/(?!db|temproots|daemon-socket|profiles\/per-user)[^'"`\s]{1,160})['"`]: (?<why>Permission denied|Operation not permitted)/,
    },
    {
      anchors: ['.cache/nix', '.local/state/nix', '.local/share/nix'],
      line: /(?:creating directory|opening(?: lock)? file|cannot create|could not create directory|opening file for writing) ['"`](?<home>(?:~|\/(?:home|Users)\/[^\s/'"`]{1,60}|\/root)\/\.(?:cache|local\/state|local\/share)\/nix)(?:\/[^'"`\s]{0,200})?['"`]: (?<why>Permission denied)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: single-user and multi-user mode',
      url: 'https://nix.dev/manual/nix/latest/installation/nix-security',
    },
  ],
  explain(evidence) {
    if (evidence.get('home') !== '') return ofHome(evidence.get('home'));
    const path = evidence.get('path');
    const why = evidence.get('why');
    const byDaemon = /remote store ['"`]/.test(evidence.line.text);
    return {
      culprit: path,
      facts: { path, reason: why },
      message: `The process that opens the store does not run as the owner of ${path}: ${why}. ${
        byDaemon
          ? 'It is behind the connection to the daemon: most likely nix-daemon, which does not run as root, or in a container where root is not the owner of /nix.'
          : 'Either this is an installation with a daemon that the command does not use, or one for a single user whose files belong to another (as after a Nix command with sudo).'
      }`,
      fixes: [
        shellFix(
          'See whose it is, who you are, and whether there is a daemon.',
          `ls -ld /nix /nix/var/nix ${shellWord(path)}; id -un; echo "NIX_REMOTE=$NIX_REMOTE"; ps -eo user,args | grep '[n]ix-daemon'`,
        ),
        ...(byDaemon
          ? [
              advice(
                'If nix-daemon does not run as root: end it, and let systemd (or root) start it.',
                'restart',
              ),
            ]
          : [
              shellFix(
                'If it belongs to root and nix-daemon runs: let the command go through the daemon.',
                'export NIX_REMOTE=daemon',
              ),
            ]),
        shellFix(
          'If Nix was installed for you alone, without a daemon: give it back to your user.',
          'sudo chown -R "$(id -un)" /nix',
          'security',
        ),
      ],
      verify: ['nix store ping'],
    };
  },
};

/** Made by root, as by a command with sudo that kept HOME. */
function ofHome(home: string): Diagnosis {
  return {
    culprit: home,
    facts: { path: home },
    message: `You may not write to ${home}, where Nix keeps what it does for your user: most likely it was made by root (a Nix command with sudo that kept your HOME).`,
    fixes: [
      shellFix('See whose it is.', `ls -la ${shellWord(home.replace(/\/[^/]*$/, ''))}`),
      shellFix(
        "If it is root's: take it back.",
        `sudo chown -R "$(id -un)" ${home.startsWith('~') ? home : shellWord(home)}`,
        'security',
      ),
      advice(
        'If HOME is not yours to write at all (a service, a container): give the command one that is, as HOME=/tmp/home, or XDG_CACHE_HOME.',
      ),
    ],
    verify: [`ls -ld ${shellWord(home)}`],
  };
}
