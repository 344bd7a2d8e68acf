import { advice, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

/** The store, or the state of Nix, lies on a file system that takes no writing. */
export const storeReadOnly = ruleOfSayings(
  {
    id: 'store/read-only',
    class: 'store-read-only',
    phase: 'store',
    title: 'Nix cannot write: the file system is read-only',
    components: ['store', 'storage'],
    confidence: 0.9,
    docs: [
      {
        title: 'Nix manual: multi-user mode',
        url: 'https://nix.dev/manual/nix/latest/installation/multi-user',
      },
    ],
  },
  [
    {
      anchors: ['Read-only file system'],
      line: /error: (?:.{0,80}: )?[\w -]{4,60} ['"`](?<path>\/nix\/[^'"`]{1,300})['"`].{0,60}: Read-only file system/,
      explain(evidence) {
        const path = evidence.get('path');
        const store = path.startsWith('/nix/store');
        return {
          culprit: path,
          facts: { path },
          message: store
            ? `${path} cannot be written. NixOS keeps /nix/store read-only for all but the daemon; the whole disk is so after an error, or in a container that got /nix from outside.`
            : `${path} cannot be written: the file system below it is read-only, after an error of the disk, or because a container or a live system got it so.`,
          fixes: [
            shellFix(
              'If / or /nix itself is read-only (ro) here: the kernel says why (an error of the disk, mostly); back up, check it from another system, and start anew.',
              'findmnt -o TARGET,OPTIONS -T /nix; findmnt -o TARGET,OPTIONS /; sudo dmesg --level=err | tail -n 20',
            ),
            advice(
              'If only /nix/store is, as on every NixOS: the command works without the daemon (as root in a chroot, by NIX_REMOTE=local, or in a container): let it ask the daemon, NIX_REMOTE=daemon.',
            ),
          ],
          verify: ['findmnt -o TARGET,OPTIONS -T /nix/var/nix'],
        };
      },
    },
  ],
);
