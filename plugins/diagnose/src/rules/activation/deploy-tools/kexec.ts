import { advice } from '../../shared/fix.js';
import type { Saying } from '../../shared/sayings.js';

/** What the kernel says of a lock that forbids another kernel without its signature. */
const isLocked = /locked down|lockdown|Secure Boot/i;
const locks = /Operation not permitted|Required key not available|Permission denied/;

/** nixos-anywhere puts its installer in the place of the system that runs, and that one's kernel refuses. */
export const kexecRefused: Saying = {
  anchors: ['kexec_file_load failed', 'kexec_load failed'],
  line: /kexec(?:_file)?_load failed: (?<why>.{3,80})/,
  explain(evidence) {
    const why = evidence.get('why').trim();
    const stuck = evidence.all(/Can't kexec: (?<is>.{3,80})/)[0]?.groups?.['is'];
    const locked = locks.test(why) || evidence.all(isLocked)[0] !== undefined;
    return {
      culprit: `kexec: ${stuck ?? why}`,
      facts: { reason: stuck ?? why },
      message: `The kernel that runs on the target does not let another one start from it (${stuck ?? why}). Nothing was written to its disk yet.`,
      fixes: [
        ...(locked
          ? [
              advice(
                'If Secure Boot is on (mokutil --sb-state on the target): switch it off in the firmware until NixOS is installed, and run it again.',
                'restart',
              ),
            ]
          : []),
        advice(
          "Start the target from the NixOS installer (image, provider's rescue system with it, netboot), let yourself in over SSH as root, and run the same command: there nixos-anywhere needs no kexec.",
          'restart',
        ),
      ],
      verify: ['uname -a; cat /sys/kernel/kexec_loaded'],
    };
  },
};
