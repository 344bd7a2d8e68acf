import { firstFixes, type Finding } from './finding.js';

/**
 * Classes whose message leaves one answer: it names what to do, or what to allow. Of all others the cause may be
 * certain, and what mends it is still one of several things.
 */
const decided: ReadonlySet<string> = new Set([
  'assertion-failed',
  'build-users',
  'cached-failure',
  'command-line',
  'command-not-found',
  'daemon-unreachable',
  'dconf-unavailable',
  'darwin-etc-conflict',
  'experimental-feature-disabled',
  'flake-output-missing',
  'foreign-dynamic-binary',
  'git-ownership',
  'go-vendor-inconsistent',
  'hash-form',
  'hm-file-clobber',
  'hm-other-user',
  'insecure-package',
  'kernel-module-build',
  'manual-step-needed',
  'needs-root',
  'nix-path-missing',
  'npm-cache-miss',
  'port-in-use',
  'renamed-removed',
  'store-path-corrupt',
  'syntax-error',
  'unfree-package',
  'untracked-flake-file',
  'wait-online-timeout',
  'wrong-system',
]);

/** How often a first step was right on logs that no rule had seen, by what it is: docs/diagnose.md has the table. */
const measured = { stated: 0.95, decided: 0.92, condition: 0.75, single: 0.6, open: 0.5 } as const;

/** How sure the whole answer is, with what is said first: at most as sure as its cause. */
export function answerOf({
  class: root,
  confidence,
  fixes,
}: Pick<Finding, 'class' | 'confidence' | 'fixes'>): number {
  const [first, second] = firstFixes(fixes);
  const step =
    first === undefined || first.step === 'look'
      ? measured.open
      : second !== undefined
        ? measured.stated
        : first.step === 'if'
          ? measured.condition
          : decided.has(root)
            ? measured.decided
            : measured.single;
  return Math.min(confidence, step);
}
