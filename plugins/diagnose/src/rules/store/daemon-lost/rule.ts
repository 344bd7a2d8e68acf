import { advice, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

/** The connection to the daemon, or to another machine's, ended in the middle of the work. */
export const daemonLost = ruleOfSayings(
  {
    id: 'store/daemon-lost',
    class: 'daemon-lost',
    phase: 'store',
    title: 'Connection to the Nix daemon was lost',
    components: ['store'],
    confidence: 0.85,
    yieldsTo: [
      'disk-full',
      'store-db-corrupt',
      'out-of-memory',
      'nix-crash',
      'daemon-unreachable',
      'ssh-host-key',
      'remote-builder-ssh',
    ],
    docs: [
      {
        title: 'Nix manual: nix-daemon',
        url: 'https://nix.dev/manual/nix/latest/command-ref/nix-daemon',
      },
    ],
  },
  [
    {
      anchors: ['disconnected unexpectedly', 'closed unexpectedly', 'previously failed'],
      line: /error: (?:(?:Nix )?daemon (?:disconnected|closed) unexpectedly|opening a connection to remote store ['"`](?<store>[^'"`]{1,200})['"`] previously failed)/,
      explain(evidence) {
        const store = evidence.get('store');
        const remote = /ssh/.test(store);
        return {
          culprit: store === '' ? 'nix-daemon' : store,
          facts: { store: store || undefined },
          message: remote
            ? `Nix could not reach ${store} before, and does not try again in the same run: the reason stands further up.`
            : 'The daemon ended in the middle of the work: it crashed, was restarted, or the kernel ended it because memory ran out. Why stands in its journal.',
          fixes: remote
            ? [
                shellFix(
                  'See why: connect by hand, as the user who does it (root, for a builder).',
                  `sudo ssh YOUR_HOST nix-store --version`,
                  { fill: { YOUR_HOST: 'user@host of that store' } },
                ),
              ]
            : [
                shellFix(
                  'See what it said last, and whether memory was short; then run the command again.',
                  'journalctl -b -u nix-daemon -n 30 --no-pager | nixai diagnose; journalctl -b -k -n 400 --no-pager | grep -i "out of memory"',
                ),
                shellFix(
                  'If memory was short: build less at once.',
                  'nixos-rebuild switch --max-jobs 1 --cores 2   # or your own command with these',
                ),
                advice('If it crashes at the same place each time: take another version of Nix.'),
              ],
          verify: [remote ? 'nix store info' : 'systemctl status nix-daemon'],
        };
      },
    },
  ],
);
