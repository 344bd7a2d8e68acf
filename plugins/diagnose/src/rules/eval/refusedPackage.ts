import {
  withoutStorePath,
  type DiagnosisFix,
  type DiagnosisPattern,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';
import { checkEvaluation } from '../verify.js';

// Quotes as terminals and web pages leave them: plain, as `?` (LANG=C), or UTF-8 read as Latin-1.
const mark = '[`\'"?â]';

/**
 * nixpkgs' check-meta: `Package 'x-1.0' in /nix/…/default.nix:12 has an unfree license ('…'),
 * refusing to evaluate.`; since 25.11 `Refusing to evaluate package 'x-1.0' in … because it has …`.
 */
function refusal(reason: string, anchors: readonly string[]): readonly DiagnosisPattern[] {
  return [
    {
      anchors,
      line: new RegExp(
        `[Pp]ackage ${mark}(?<package>[^'"\`?â\\s]{1,200})${mark}(?: in (?<file>\\S{1,300}?)(?::(?<row>\\d{1,6}))?)? (?:because it )?${reason}(?<rest>.{0,300})`,
      ),
    },
  ];
}

function where(evidence: Evidence) {
  const file = withoutStorePath(evidence.get('file'));
  return file === '' || file.includes('«')
    ? undefined
    : { file, line: Number(evidence.get('row')) || undefined };
}

/** The package's name without its version, as lib.getName has it. */
function nameOf(full: string): string {
  return full.replace(/-\d[^-]{0,60}(?:-[^-]{1,40}){0,3}$/, '');
}

const shellNote =
  'nix-shell, nix build and nix run do not read configuration.nix; for them it stands in ~/.config/nixpkgs/config.nix, or in the environment (with --impure for flakes).';
const otherImport =
  'If it is allowed already, another import of nixpkgs (in an overlay, a flake output, an input) does not see it: give config to that import, too.';

export const unfreePackage: DiagnosisRule = {
  id: 'eval/unfree-package',
  class: 'unfree-package',
  phase: 'eval',
  title: 'Package with an unfree licence',
  components: ['evaluation', 'packages'],
  confidence: 0.96,
  patterns: refusal(
    '(?:has an unfree license|is not free|has a blocklisted license|has an? (?:unfree|blacklisted) licen[sc]e)',
    ['unfree license', 'blocklisted license', 'has an unfree', 'blacklisted licen'],
  ),
  docs: [
    {
      title: 'Nixpkgs manual: unfree packages',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-unfree',
    },
  ],
  explain(evidence) {
    const name = evidence.get('package');
    const short = nameOf(name);
    return {
      culprit: name,
      at: where(evidence),
      facts: {
        package: name,
        license: /\(['"]?(?<is>[^)'"]{1,80})/.exec(evidence.get('rest'))?.groups?.['is'],
      },
      message: `nixpkgs refuses ${name}: its licence is not free, and this evaluation does not allow that.`,
      fixes: [
        nixFix(
          'Allow this package in the configuration.',
          `nixpkgs.config.allowUnfreePredicate = pkg: builtins.elem (lib.getName pkg) [ "${short}" ];`,
        ),
        nixFix('Or all unfree packages.', 'nixpkgs.config.allowUnfree = true;'),
        shellFix(`For one command. ${shellNote}`, 'NIXPKGS_ALLOW_UNFREE=1 nix build --impure'),
        nixFix(otherImport, 'import nixpkgs { inherit system; config.allowUnfree = true; }'),
      ],
      verify: checkEvaluation(),
    };
  },
};

export const insecurePackage: DiagnosisRule = {
  id: 'eval/insecure-package',
  class: 'insecure-package',
  phase: 'eval',
  title: 'Package with known vulnerabilities',
  components: ['evaluation', 'packages', 'security'],
  confidence: 0.96,
  patterns: refusal('is marked as insecure', ['is marked as insecure']),
  docs: [
    {
      title: 'Nixpkgs manual: insecure packages',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-insecure',
    },
  ],
  explain(evidence) {
    const name = evidence.get('package');
    return {
      culprit: name,
      at: where(evidence),
      facts: { package: name, issues: knownIssues(evidence) },
      message: `nixpkgs refuses ${name} because of known vulnerabilities${issuesNote(evidence)}. Something in the configuration needs it; see which before you allow it.`,
      fixes: [
        advice(
          `Best: use a version or a package that is maintained; find what pulls ${nameOf(name)} in with nix why-depends, or --show-trace.`,
        ),
        nixFix(
          'Or allow exactly this version in the configuration (with flakes, ~/.config/nixpkgs/config.nix is not read).',
          `nixpkgs.config.permittedInsecurePackages = [ "${name}" ];`,
          'security',
        ),
        shellFix(
          `For one command. ${shellNote}`,
          'NIXPKGS_ALLOW_INSECURE=1 nix build --impure',
          'security',
        ),
      ],
      verify: checkEvaluation(),
    };
  },
};

function knownIssues(evidence: Evidence): string | undefined {
  const lines = evidence.below(12);
  const start = lines.findIndex((text) => /Known issues:/.test(text));
  if (start < 0) return undefined;
  return (
    lines
      .slice(start + 1)
      .map((text) => /^\s*- (\S.{0,160})/.exec(text)?.[1])
      .filter((text) => text !== undefined)
      .join('; ') || undefined
  );
}

function issuesNote(evidence: Evidence): string {
  const issues = knownIssues(evidence);
  return issues === undefined ? '' : ` (${issues.slice(0, 200)})`;
}

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
        shellFix(
          'See whether a newer nixpkgs has it mended.',
          'nix flake update nixpkgs   # or: nix-channel --update',
        ),
        nixFix(
          'Or build it in spite of that: it will probably fail later.',
          'nixpkgs.config.allowBroken = true;',
        ),
      ],
      verify: checkEvaluation(),
    };
  },
};
