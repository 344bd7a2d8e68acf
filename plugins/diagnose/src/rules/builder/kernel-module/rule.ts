import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

const moduleSource = /\/nv[\w-]{0,40}|kernel-open|nvidia|\/os_dep|kmod|dkms|\/build\/kernel\//;

/** Whether a module of the kernel is built: by kbuild's lines, the source's place, the name. */
function buildsModule(evidence: Evidence): boolean {
  const kbuild =
    /^\s*(?:CC|LD|AR) {1,3}\[M\]|scripts\/Makefile\.(?:build|modpost)|\/lib\/modules\/\d/;
  return (
    moduleSource.test(evidence.get('target')) ||
    /-kernel-|kernel-modules|-\d+\.\d+\.\d+-\d+\.\d+/.test(evidence.block.derivation ?? '') ||
    (evidence.before(kbuild, 60) ?? evidence.after(kbuild, 20)) !== undefined
  );
}

export const kernelModule: DiagnosisRule = {
  id: 'build/kernel-module',
  class: 'kernel-module-build',
  phase: 'build',
  title: 'Kernel module does not build for this kernel',
  components: ['build', 'kernel', 'graphics'],
  confidence: 0.92,
  yieldsTo: ['build-dir-full', 'disk-full', 'out-of-memory'],
  patterns: [
    {
      anchors: ['scripts/Makefile.build', 'scripts/Makefile.modpost'],
      line: /make(?:\[\d\])?: \*\*\* \[(?:\/nix\/store\/[^\s\]]{1,300})?scripts\/Makefile\.(?:build|modpost):\d{1,5}: (?<target>[^\]]{1,300})\] Error/,
    },
    {
      anchors: ['/lib/modules/'],
      line: /make(?:\[\d\])?: \*\*\* \[.{0,200}\/lib\/modules\/(?<kernel>[\w.-]{3,60})\/(?:build|source)/,
    },
    {
      anchors: [': modules] Error'],
      line: /make(?:\[\d\])?: \*\*\* \[Makefile:\d{1,5}: (?<all>modules)\] Error/,
    },
    {
      // It writes beside the kernel's own makefiles, as before Linux 6.13.
      anchors: ['mkdir: cannot create directory'],
      line: /^mkdir: cannot create directory ['"`](?<beside>\.tmp_\d{1,8})['"`]: Permission denied/,
    },
    {
      // Only the beginning of the quote of a compiler's error was copied.
      anchors: ['-dev/lib/modules/'],
      line: /In file included from \/nix\/store\/[0-9a-z]{32}-linux-[\w.-]{1,60}-dev\/lib\/modules\/(?<kernel>[\w.-]{3,60})\/source\/include\//,
    },
    { anchors: ['ERROR: modpost:'], line: /ERROR: modpost: (?<what>.{1,200})/ },
    {
      anchors: ['error: '],
      line: /(?<target>[^\s:]{1,300}\.[ch]):\d{1,6}:\d{1,5}: error: (?<what>.{1,200})/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: Linux kernel',
      url: 'https://nixos.org/manual/nixos/stable/#sec-kernel-config',
    },
  ],
  explain(evidence) {
    const package_ = evidence.block.derivation ?? '';
    const kernel =
      evidence.get('kernel') ||
      /(?:-|_)(?<is>\d{1,2}\.\d{1,3}(?:\.\d{1,3})?(?:-rc\d{1,2})?)(?:-[\w-]{1,20})?$/.exec(package_)
        ?.groups?.['is'] ||
      evidence.all(
        /(?:\/lib\/modules\/|linux-|KERNELRELEASE=|kernel )(?<is>\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)/,
      )[0]?.groups?.['is'];
    // Only a module's build tells an error of C from that of any program.
    if (evidence.get('target') !== '' && !buildsModule(evidence)) return undefined;
    // The kernel itself is built with the same makefiles.
    if (
      /^linux(?:$|-(?:\d|rpi|zen|hardened|config))/.test(package_) ||
      (package_ === '' && kernel === undefined && !moduleSource.test(evidence.get('target')))
    )
      return undefined;
    const error =
      evidence.get('what') ||
      (
        evidence.before(/\berror: (?<what>(?!builder for|Cannot build|build of).{1,200})/, 200) ??
        evidence.after(/\berror: (?<what>(?!builder for|Cannot build|build of).{1,200})/, 20)
      )?.groups?.['what'];
    const first = evidence.all(/: error: (?<what>.{1,200})/)[0]?.groups?.['what'] ?? error;
    const nvidia = /nvidia/.test(package_ + evidence.line.text);
    const name = package_ !== '' ? package_ : nvidia ? 'nvidia' : 'the module';
    return {
      culprit: `${name}${kernel === undefined || package_.includes(kernel) ? '' : ` on Linux ${kernel}`}`,
      facts: { module: name, kernel, error: first },
      message: `${name} does not compile against Linux ${kernel ?? '(of this configuration)'}${first === undefined ? '' : `: ${first}`}. The module is older than the kernel's interfaces (or the other way round).`,
      fixes: [
        nixFix(
          'Use a kernel that the module supports: the default or a long-term one, not linuxPackages_latest.',
          'boot.kernelPackages = pkgs.linuxPackages;',
          'restart',
        ),
        ...(nvidia
          ? [
              nixFix(
                'Or a newer driver.',
                'hardware.nvidia.package = config.boot.kernelPackages.nvidiaPackages.latest;',
                'restart',
              ),
            ]
          : []),
        advice(
          'Or update nixpkgs (nix flake update): newer versions of the module are patched for newer kernels; until then apply the patch that upstream has.',
        ),
      ],
      verify: ['nixos-rebuild build', ...buildAgain(evidence.block.derivation)],
    };
  },
};
