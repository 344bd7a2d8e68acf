import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { allowFixes, nameOf, refusal, where } from '../../shared/refusedPackage.js';
import { checkEvaluation } from '../../shared/verify.js';

export const brokenPackage: DiagnosisRule = {
  id: 'eval/broken-package',
  class: 'package-broken',
  phase: 'eval',
  title: 'Package marked as broken',
  components: ['evaluation', 'packages'],
  confidence: 0.95,
  patterns: refusal('is marked as broken', ['is marked as broken']),
  docs: [
    {
      title: 'Nixpkgs manual: broken packages',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-broken',
    },
  ],
  explain(evidence) {
    const name = evidence.get('package');
    const kernel = /-(?<kernel>\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)(?:-\w+)?$/.exec(name)?.groups?.[
      'kernel'
    ];
    const module =
      /^(?:zfs|nvidia|virtualbox|vmware|openafs|rtl|broadcom|wireguard|evdi|v4l2loopback|bcachefs)/.test(
        name,
      ) && kernel !== undefined;
    const kernelFixes: readonly DiagnosisFix[] = [
      nixFix(
        `${name} is built for Linux ${kernel ?? ''}, which it does not support yet: use an older kernel (the default one, or the latest that the module supports), not linuxPackages_latest.`,
        'boot.kernelPackages = pkgs.linuxPackages;',
        'restart',
      ),
    ];
    return {
      culprit: module ? `${name} (kernel ${kernel})` : name,
      at: where(evidence),
      facts: { package: name, kernel: module ? kernel : undefined },
      message: module
        ? `${nameOf(name)} is marked as broken for Linux ${kernel}: the kernel is newer than the module supports.`
        : `nixpkgs marks ${name} as broken: it is known not to build (here, on this system, or with this kernel or compiler).`,
      fixes: [
        ...(module ? kernelFixes : []),
        newerNixpkgs(evidence),
        ...allowFixes(evidence, {
          title: 'Or try to build it in spite of that (it will probably fail later): allow it',
          option: 'nixpkgs.config.allowBroken = true;',
          variable: 'NIXPKGS_ALLOW_BROKEN',
          argument: 'config.allowBroken = true;',
        }),
      ],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

function newerNixpkgs({ context }: Evidence): DiagnosisFix {
  const title = 'See whether a newer nixpkgs has it mended.';
  return context.flake === false
    ? shellFix(title, 'sudo nix-channel --update')
    : shellFix(title, 'nix flake update nixpkgs   # without flakes: sudo nix-channel --update');
}
