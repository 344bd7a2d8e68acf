import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

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
      line: /a ['"`](?<wanted>[\w-]{3,40})['"`] (?:with features? \{(?<lacks>[^}]{0,200})\} )?is required to build ['"`](?<path>\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)(?:\.drv)?)['"`],? but I am a ['"`](?<here>[\w-]{3,40})['"`](?: with features? \{(?<features>[^}]{0,200})\})?/,
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
          ? `${name} needs ${lacking(evidence).length === 0 ? 'a system feature (kvm, big-parallel, nixos-test …)' : `the system feature ${lacking(evidence).join(', ')}`}, which this machine's system-features do not list.`
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
          ? [withFeatures(evidence)]
          : otherSystem(name, wanted, here, evidence),
      verify: ['nix show-config | grep -E "^(system|extra-platforms|system-features)"'],
    };
  },
};

const featuresIn = (text: string): readonly string[] =>
  text.split(/[\s,]+/).filter((name) => /^[\w.+-]{1,60}$/.test(name));

/** What the build asks for, and this machine does not say that it has. */
function lacking({ get }: Evidence): readonly string[] {
  const here = featuresIn(get('features'));
  return featuresIn(get('lacks')).filter((name) => !here.includes(name));
}

/** The setting replaces the list that a machine has by itself: it names all. */
function withFeatures(evidence: Evidence): DiagnosisFix {
  const here = featuresIn(evidence.get('features'));
  const lacks = lacking(evidence);
  const all = [
    ...(here.length === 0 ? ['kvm', 'nixos-test', 'big-parallel', 'benchmark'] : here),
    ...lacks,
  ];
  const forProcessor = lacks.some((name) => name.startsWith('gccarch-'));
  return nixFix(
    forProcessor
      ? 'Say that this machine can, if its processor is one of that kind. The Nix that runs has to know it before it builds: switch with this line and without gcc.arch first, then with both.'
      : 'Say that this machine has the feature, if it does (kvm: /dev/kvm exists).',
    `nix.settings.system-features = [ ${[...new Set(all)].map((name) => nixString(name)).join(' ')} ];`,
  );
}

/** nixos-rebuild first builds the nixos-rebuild of the configuration, and goes on with that one. */
const noReexec = shellFix(
  'nixos-rebuild first builds itself for the other machine, and starts again with that: tell it not to (before 25.11: --fast), and name the machine that builds.',
  'nixos-rebuild switch --no-reexec --flake YOUR_FLAKE --build-host YOUR_BUILDER --target-host YOUR_TARGET',
  {
    fill: {
      YOUR_FLAKE: 'the flake and its configuration, as .#web',
      YOUR_BUILDER: 'a machine of that system, as you reach it by SSH',
      YOUR_TARGET: 'the machine that is switched',
    },
  },
);

/**
 * What a machine can build beside its own: a person who builds for ARM on a PC means it; who meets
 * x86_64 on an ARM machine has copied a configuration.
 */
function otherSystem(
  name: string,
  wanted: string,
  here: string,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const { context } = evidence;
  const system = here || 'x86_64-linux';
  const itself = nixFix(
    'If it should be built for this machine, set its system: nixpkgs.hostPlatform (hardware-configuration.nix), or system in flake.nix.',
    `nixpkgs.hostPlatform = "${system}";`,
  );
  const attribute = advice(
    `If you asked for an attribute that has all systems (release.nix, hydraJobs, packages.${wanted || 'OTHER'}.NAME), choose the one of this system (NAME.${system}, packages.${system}.NAME), or restrict supportedSystems.`,
  );
  const builder = nixFix(
    `Have it built by a machine of that system: a remote builder.`,
    `nix.buildMachines = [ { hostName = "YOUR_BUILDER"; system = "${wanted || 'aarch64-linux'}"; sshUser = "nix"; } ];\nnix.distributedBuilds = true;`,
    { fill: { YOUR_BUILDER: 'the machine that builds' } },
  );
  if (here.endsWith('-darwin') && wanted.endsWith('-linux'))
    return [
      ...(name === 'nixos-rebuild' ? [noReexec] : []),
      nixFix(
        'macOS builds nothing for Linux itself: let nix-darwin run a Linux machine for it (without nix-darwin: nix run nixpkgs#darwin.linux-builder).',
        'nix.linux-builder.enable = true;',
      ),
      advice(
        'If it is only a tool that runs while it is evaluated or built (import from derivation, a script), take it from the packages of this machine: pkgs of aarch64-darwin, or pkgs.buildPackages.',
      ),
      builder,
      itself,
    ];
  if (here.endsWith('-linux') && wanted.endsWith('-darwin'))
    return [
      attribute,
      advice('Only a Mac builds for macOS: build it there, or have a Mac as remote builder.'),
      itself,
    ];
  const emulate = context.ci
    ? advice(
        `In CI: run the job on a runner of ${wanted}, or let this one emulate it (QEMU, with extra-platforms = ${wanted} in nix.conf).`,
      )
    : nixFix(
        `If it is meant for ${wanted}: let this machine emulate it (NixOS), switch, and run it again. (It is slow where no cache has it.)`,
        `boot.binfmt.emulatedSystems = [ "${wanted || 'aarch64-linux'}" ];`,
        'restart',
      );
  const copied = wanted === 'x86_64-linux' && here === 'aarch64-linux';
  return wanted === ''
    ? [itself, attribute, builder]
    : copied
      ? [itself, attribute, builder]
      : named(evidence) === undefined
        ? [emulate, itself, builder, attribute]
        : named(evidence) === 'system'
          ? [emulate, builder]
          : [attribute, emulate, builder, itself];
}

/** What the command says of the system: that it is meant, or an attribute that may have all of them. */
function named(evidence: Evidence): 'system' | 'attribute' | undefined {
  const command = evidence.before(
    /(?:^|[$#❯>%] |\s)(?<is>(?:sudo )?(?:nix|nixos)[\w-]* .{3,400})$/,
    30,
  );
  const text = command?.groups?.['is'] ?? '';
  if (/--system\b|--argstr system\b|[.#](?:aarch64|armv[67]l|riscv64|x86_64|i686)-\w+/.test(text))
    return 'system';
  return /\s(?:-A|--attr)\s|hydraJobs|release\.nix/.test(text) ? 'attribute' : undefined;
}

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
