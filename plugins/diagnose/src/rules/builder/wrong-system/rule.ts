import type { Diagnosis, DiagnosisRule } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';

export const wrongSystem: DiagnosisRule = {
  id: 'build/wrong-system',
  class: 'wrong-system',
  phase: 'build',
  title: 'Build needs another system',
  components: ['build', 'platform'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['Linux package set can only be used', 'know how to run '],
      line: /error: (?:(?<set>i686 Linux package set) can only be used with the x86 family|Don't know how to run (?<run>[\w-]{3,60}) executables)/,
    },
    {
      anchors: ['is required to build', 'required to build'],
      line: /a ['"`](?<wanted>[\w-]{3,40})['"`] (?:with features? \{[^}]{0,200}\} )?is required to build ['"`](?<path>\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)(?:\.drv)?)['"`],? but I am a ['"`](?<here>[\w-]{3,40})['"`](?: with features? \{(?<features>[^}]{0,200})\})?/,
    },
    {
      anchors: ['is required to build'],
      line: /a ['"`](?<wanted>[\w-]{3,40})['"`] (?:with features? \{[^}]{0,200}\} )?is required to build$/,
    },
    {
      anchors: ['Required system:', 'required system or feature', 'platform mismatch'],
      line: /(?:Required system: ['"`](?<wanted>[\w-]{3,40})['"`]|required system or feature not available|platform mismatch)/,
    },
    {
      anchors: ['is not supported on', 'is not available on the requested hostPlatform'],
      line: /[Pp]ackage ['"`](?<name>[^'"`\s]{1,200})['"`](?: in \S{1,300}?)?(?: because it)? is not (?:available on the requested hostPlatform|supported on ['"`](?<here>[\w-]{3,40})['"`])/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: emulated builds (binfmt)',
      url: 'https://nixos.org/manual/nixos/stable/options#opt-boot.binfmt.emulatedSystems',
    },
  ],
  explain(evidence) {
    if (evidence.get('set') !== '' || evidence.get('run') !== '')
      return notFromHere(evidence.get('set') || evidence.get('run'), evidence.get('run') !== '');
    const wanted =
      evidence.get('wanted') ||
      evidence.all(/Required system: ['"`](?<is>[\w-]{3,40})/)[0]?.groups?.['is'] ||
      '';
    const here =
      evidence.get('here') ||
      evidence.all(/(?:Current system:|but I am a):? ?['"`](?<is>[\w-]{3,40})/)[0]?.groups?.[
        'is'
      ] ||
      '';
    const wrapped = /required to build$/.test(evidence.line.text)
      ? evidence.after(/\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)\.drv/, 2)?.groups?.[
          'name'
        ]
      : undefined;
    const name = evidence.get('name') || wrapped || evidence.block.derivation || 'the derivation';
    const features = evidence.get('features');
    const missingFeature = wanted !== '' && wanted === here;
    const meta = /not (?:available|supported) on/.test(evidence.line.text);
    return {
      culprit: `${name}${wanted === '' ? (here === '' ? '' : ` on ${here}`) : ` (${wanted})`}`,
      facts: {
        derivation: name,
        required: wanted || undefined,
        system: here || undefined,
        features: features || undefined,
      },
      message: meta
        ? `${name} is not made for ${here === '' ? 'this platform' : here} (meta.platforms).`
        : missingFeature
          ? `${name} needs a system feature (kvm, big-parallel, nixos-test …) that this machine's system-features do not list.`
          : `${name} is a build for ${wanted === '' ? 'another system' : wanted}, and this machine is ${here === '' ? 'of another one' : here}: the configuration (often a copied hardware-configuration.nix) or the attribute names the wrong system, or there is no builder for it.`,
      fixes: meta
        ? [
            advice(
              `Leave ${name} out on this machine, or take another package: lib.meta.availableOn pkgs.stdenv.hostPlatform tells it in a list. If only meta.platforms is too narrow, extend it in an override (meta.platforms), or try it once with NIXPKGS_ALLOW_UNSUPPORTED_SYSTEM=1 (a flake with --impure).`,
            ),
            nixFix(
              `If the machine is of another system than ${here === '' ? 'that' : here}: set it (hardware-configuration.nix), or system in flake.nix.`,
              'nixpkgs.hostPlatform = "YOUR_SYSTEM";',
              { fill: { YOUR_SYSTEM: 'what uname -m says, as x86_64-linux or aarch64-linux' } },
            ),
          ]
        : missingFeature
          ? [
              nixFix(
                'Say that this machine has the feature, if it does (kvm: /dev/kvm exists).',
                'nix.settings.system-features = [ "kvm" "nixos-test" "big-parallel" "benchmark" ];',
              ),
            ]
          : [
              nixFix(
                'If it should be built for this machine, set its system: nixpkgs.hostPlatform (hardware-configuration.nix), or system in flake.nix.',
                `nixpkgs.hostPlatform = "${here || 'x86_64-linux'}";`,
              ),
              advice(
                `If you asked for an attribute that has all systems (release.nix, hydraJobs), choose the one of this system: NAME.${here || 'x86_64-linux'}, or restrict supportedSystems.`,
              ),
              ...(wanted.endsWith('-linux') && !here.endsWith('-darwin')
                ? [
                    nixFix(
                      'If it is meant: let this machine emulate it.',
                      `boot.binfmt.emulatedSystems = [ "${wanted}" ];`,
                      'restart',
                    ),
                  ]
                : []),
              nixFix(
                'Or give it a remote builder of that system.',
                `nix.buildMachines = [ { hostName = "YOUR_BUILDER"; system = "${wanted || 'aarch64-linux'}"; sshUser = "nix"; } ];\nnix.distributedBuilds = true;`,
                { fill: { YOUR_BUILDER: 'the machine that builds' } },
              ),
            ],
      verify: ['nix show-config | grep -E "^(system|extra-platforms|system-features)"'],
    };
  },
};

/** nixpkgs refuses to evaluate what could never be built or run on this system. */
function notFromHere(what: string, emulator: boolean): Diagnosis {
  return {
    culprit: what,
    facts: { system: what },
    message: emulator
      ? `What is built is a program for ${what} that is to be run here, and nixpkgs knows no emulator for it on this system.`
      : `${what} exists only for x86 machines, and this evaluation is for another one.`,
    fixes: [
      advice(
        emulator
          ? 'Build and run it on x86_64-linux (there qemu runs it): on a machine or remote builder of that system; or build only the program (pkgsCross.NAME.PACKAGE), and run it on the other machine.'
          : 'Evaluate it for x86_64-linux: on such a machine, by a remote builder of that system (--system x86_64-linux), or leave out what needs 32 bit (wine, steam).',
      ),
    ],
    verify: ['nix eval --impure --expr builtins.currentSystem'],
  };
}
