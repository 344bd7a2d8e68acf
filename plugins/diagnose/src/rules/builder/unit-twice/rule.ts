import type { DiagnosisRule } from '@nixai/api';
import { advice } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** Two packages or options bring a unit of one name into the units of the system. */
export const unitTwice: DiagnosisRule = {
  id: 'build/unit-twice',
  class: 'profile-collision',
  phase: 'build',
  title: 'Two packages bring the same unit',
  components: ['build', 'systemd'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['File exists'],
      line: /ln: failed to create symbolic link ['"`]\/nix\/store\/[0-9a-z]{32}-(?<set>(?:user|system|initrd|nixos)?-?units|etc|dbus-1)\/(?<file>[^'"`]{1,200})['"`]: File exists/,
    },
  ],
  docs: [
    {
      title: 'NixOS option systemd.packages',
      url: 'https://search.nixos.org/options?show=systemd.packages',
    },
  ],
  explain(evidence) {
    const file = evidence.get('file');
    const set = evidence.get('set');
    const portal = /^xdg-desktop-portal-(?<name>[\w-]{2,30})\.service$/.exec(file)?.groups?.[
      'name'
    ];
    return {
      culprit: `${file} (twice in ${set})`,
      facts: { file, set },
      message: `${file} comes into ${set} from two packages (often two versions, or one package that is listed by hand and by a module), and one of a name is all that fits.`,
      fixes: [
        advice(
          portal === undefined
            ? `Take one of the two out: the package that has ${file} stands in systemd.packages (or services.dbus.packages) by hand, while a module that you enabled adds it as well.`
            : `Take xdg-desktop-portal-${portal} out of xdg.portal.extraPortals: your desktop's module (GNOME, Plasma, Hyprland …) adds it already; or let both be of the same nixpkgs.`,
        ),
        advice(
          'If the two are of different revisions of nixpkgs (a flake input with its own), let that input follow yours: inputs.NAME.inputs.nixpkgs.follows = "nixpkgs".',
        ),
      ],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};
