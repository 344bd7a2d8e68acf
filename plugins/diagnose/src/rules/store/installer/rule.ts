import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** The installer of Nix (by Determinate Systems or NixOS) stopped, mostly at what an older one left. */
export const installer: DiagnosisRule = {
  id: 'store/installer',
  class: 'installer-failed',
  phase: 'store',
  title: 'Installation of Nix failed',
  components: ['nix'],
  confidence: 0.92,
  patterns: [
    {
      anchors: [' errored', 'Install failure'],
      line: /^\s*\d: Action `(?<action>\w{3,80})` errored/,
    },
    {
      anchors: ['It seems the build user', 'already exists', 'Please follow the uninstall'],
      line: /(?<seems>It seems the build (?:user|group) \w{1,40} already exists.{0,120})/,
    },
    {
      anchors: ['Failed to find disk'],
      line: /(?<seems>Failed to find disk (?:Nix Store|\S{1,60}))/,
    },
    {
      anchors: ['-before-nix', '.backup-before-nix'],
      line: /(?<backup>\/etc\/[\w./]{3,60}\.backup-before-nix)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: uninstalling',
      url: 'https://nix.dev/manual/nix/latest/installation/uninstall',
    },
  ],
  explain(evidence) {
    const action = evidence.get('action');
    // An action that failed is said from the outside inwards: the innermost says most.
    if (action !== '' && evidence.after(/^\s*\d: Action `\w+` errored/, 2) !== undefined)
      return undefined;
    const outer = evidence.before(/^\s*\d: Action `(?<outer>\w{3,80})` errored/, 3)?.groups?.[
      'outer'
    ];
    const below = evidence
      .below(4)
      .map((text) => text.replace(/^\s*\d: /, '').trim())
      .filter((text) => text !== '');
    const backup = evidence.get('backup');
    const why = action === '' ? evidence.get('seems') || backup : below.join(': ');
    return {
      culprit:
        action === ''
          ? why
          : `${[outer, action].filter((part) => part !== undefined).join(' > ')}${why === '' ? '' : `: ${why.slice(0, 200)}`}`,
      facts: { action: action || undefined, reason: why || undefined },
      message: `The installer stopped${action === '' ? '' : ` in its step ${action}`}: ${why === '' ? 'it does not say why' : why}. Mostly something of an earlier installation is in the way, or was only half removed.`,
      fixes: evidence.get('seems').startsWith('Failed to find disk')
        ? [
            shellFix(
              'See whether the volume Nix Store is there, and what an earlier installation left.',
              'diskutil list; cat /etc/fstab /etc/synthetic.conf; ls /Library/LaunchDaemons/org.nixos.*',
            ),
            advice(
              'Remove what is left by the steps of the Nix manual (uninstall, macOS): the line for /nix in /etc/fstab with vifs, the daemons, the volume; restart, and install again.',
              'data',
            ),
          ]
        : backup !== ''
          ? [
              shellFix(
                'Put the file of before the first installation back, then install again.',
                `sudo mv ${backup} ${backup.replace('.backup-before-nix', '')}`,
                'data',
              ),
            ]
          : [
              ...unitOf(why),
              ...(/pivot|namespace|sandbox/.test(why) ? [unsandboxed] : []),
              shellFix(
                'If an earlier installation left something (/nix, units, users): remove it, restart, and install again.',
                '/nix/nix-installer uninstall   # not there: by hand, as the manual says',
                'data',
              ),
              advice(
                `If nothing is left of one: what it says is the reason (${why.slice(0, 120)}); mend that, and install again.`,
              ),
              advice(
                'On macOS see that no line for /nix is left in /etc/fstab and /etc/synthetic.conf, and no volume "Nix Store" in diskutil list.',
              ),
            ],
      verify: ['ls -ld /nix; nix --version'],
    };
  },
};

/** In a container, or with a root in memory, the kernel does not let Nix isolate builds. */
const unsandboxed = shellFix(
  'If this is a container, or its root lies in memory: install without the sandbox.',
  'curl -fsSL https://install.determinate.systems/nix | sh -s -- install --extra-conf "sandbox = false"',
  'security',
);

/** A unit that the installer could not start says itself why. */
function unitOf(why: string): readonly DiagnosisFix[] {
  const unit = /"systemctl" "(?:start|enable)" (?:"--now" )?"(?<unit>[\w@.-]{1,120})"/.exec(why)
    ?.groups?.['unit'];
  return unit === undefined
    ? []
    : [
        shellFix(
          `See why ${unit} (and what it depends on) does not start; mend that, and install again. On an immutable system (Silverblue, SteamOS) the installer has a plan of its own: install ostree, install steam-deck.`,
          `systemctl status ${unit} --no-pager; journalctl -b -u ${unit} --no-pager | tail -50`,
        ),
      ];
}
