import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';
import { buildAgain } from '../verify.js';

export const outOfMemory: DiagnosisRule = {
  id: 'build/out-of-memory',
  class: 'out-of-memory',
  phase: 'build',
  title: 'Out of memory',
  components: ['build', 'memory'],
  confidence: 0.92,
  patterns: [
    {
      anchors: [
        'Killed signal terminated program',
        'signal: 9',
        'signal 9',
        'SIGKILL',
        'Killed: 9',
        'terminated with signal 9',
      ],
      line: /(?:fatal error: )?(?:Killed (?:signal terminated program (?<process>[\w+.-]{1,60}))|(?:signal: 9, )?SIGKILL|signal[: ]{1,2}9\b|Killed: 9)/,
    },
    {
      anchors: [
        'Out of memory: Kill',
        'oom-kill',
        'Killed process',
        'killed by the OOM killer',
        'oom_reaper',
        'invoked oom-killer',
      ],
      line: /(?:Out of memory: Kill(?:ed)? process \d{1,8} \((?<process>[^)]{1,40})\)|Killed process \d{1,8} \((?<other>[^)]{1,40})\)|killed by the OOM killer|(?<cause>[\w+.:-]{1,40}) invoked oom-killer)/,
    },
    {
      anchors: ['Killed'],
      line: /(?:line \d{1,6}: {1,3}\d{1,8} Killed(?: {1,20}(?<process>\S{1,80}))?|^Killed$|: Killed$|\*\*\* \[.{1,100}\] Killed)/,
    },
    {
      anchors: [
        'out of memory',
        'Out of memory',
        'OutOfMemoryError',
        'heap out of memory',
        'memory allocation of',
        'Cannot allocate memory',
        'bad_alloc',
        'memory exhausted',
        'Too many heap sections',
        'std::bad_alloc',
      ],
      line: /(?:Nix daemon out of memory|virtual memory exhausted|JavaScript heap out of memory|java\.lang\.OutOfMemoryError|memory allocation of \d{1,16} bytes failed|Cannot allocate memory|std::bad_alloc|GC Warning: Out of Memory|Out of memory|Too many heap sections|: out of memory|cc1plus: out of memory)/,
    },
    {
      anchors: ['failed due to signal 9', 'exit code 137', 'failed with exit code 9'],
      line: /(?:builder (?:for .{1,300} )?failed (?:due to signal 9|with exit code (?:137|9)\b)|exit code 137)/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: cores, max-jobs',
      url: 'https://nix.dev/manual/nix/latest/advanced-topics/cores-vs-jobs',
    },
  ],
  explain(evidence) {
    const package_ = evidence.block.derivation;
    const named = evidence.get('process') || evidence.get('other') || evidence.get('cause');
    const command =
      named ||
      compilerIn(evidence.line.text) ||
      (evidence.before(
        /\b(?<tool>rustc|cc1plus|cc1|clang|ghc|javac|node|ld|collect2|go|swiftc|esbuild|tsc|nix)\b/,
        12,
      )?.groups?.['tool'] ??
        '');
    const evaluating =
      /heap sections|GC Warning/.test(evidence.line.text) ||
      (package_ === undefined && /\bnix\b/.test(command));
    const subject = [
      command || (evaluating ? 'the evaluation' : 'a process'),
      package_ && `in ${package_}`,
    ]
      .filter((part) => part)
      .join(' ');
    return {
      culprit: subject,
      facts: { process: command || undefined, derivation: package_ },
      message: `${subject} was killed or gave up because memory ran out (signal 9 comes from the kernel's OOM killer).`,
      fixes: [
        nixFix(
          'Build less at once: fewer jobs, each with fewer cores.',
          'nix.settings.max-jobs = 1;\nnix.settings.cores = 2;',
        ),
        shellFix(
          'For one run.',
          evaluating
            ? 'nixos-rebuild switch --option eval-cache false   # with less else running'
            : 'nix build --cores 1 --max-jobs 1',
        ),
        nixFix(
          'Add swap.',
          'zramSwap.enable = true;\nswapDevices = [ { device = "/swapfile"; size = 8192; } ];',
          'restart',
        ),
        advice(
          'Or do not build it here: use a binary cache that has it, a remote builder with more memory, or a prebuilt variant (-bin).',
        ),
      ],
      verify: ['journalctl -k -b | grep -i "out of memory"', 'free -h', ...buildAgain(package_)],
    };
  },
};

const compilerIn = (text: string): string | undefined =>
  /\b(?:rustc|cc1plus|cc1|clang\+?\+?|g\+\+|gcc|ghc|javac|node|ninja|ld|lld|cargo|webpack)\b/.exec(
    text,
  )?.[0];

export const wrongSystem: DiagnosisRule = {
  id: 'build/wrong-system',
  class: 'wrong-system',
  phase: 'build',
  title: 'Build needs another system',
  components: ['build', 'platform'],
  confidence: 0.96,
  patterns: [
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
    {
      anchors: ['Exec format error'],
      line: /(?:executing|cannot execute|exec|while starting|error: ).{0,200}Exec format error/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: emulated builds (binfmt)',
      url: 'https://nixos.org/manual/nixos/stable/options#opt-boot.binfmt.emulatedSystems',
    },
  ],
  explain(evidence) {
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
      fixes: missingFeature
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
              `nix.buildMachines = [ { hostName = "builder"; system = "${wanted || 'aarch64-linux'}"; sshUser = "nix"; } ];\nnix.distributedBuilds = true;`,
            ),
          ],
      verify: ['nix show-config | grep -E "^(system|extra-platforms|system-features)"'],
    };
  },
};
