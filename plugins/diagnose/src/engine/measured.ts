/**
 * How often what stood first was right, on logs of public threads as they were first met (docs/diagnose.md: X, Y, Z
 * and AA to AI; 457 logs, judged by hand against what the thread found out, November 2026).
 * Of each class: right, and of how many, where one fix was printed without a condition.
 */
const singles: Readonly<Record<string, readonly [right: number, of: number]>> = {
  'activation-failed': [1, 4],
  'assertion-failed': [2, 3],
  'bad-interpreter': [0, 1],
  'boot-root-device': [2, 5],
  'bootloader-esp-missing': [1, 1],
  'bootloader-install': [0, 3],
  'build-dir-full': [1, 1],
  'builder-failed': [3, 7],
  'cargo-lock-stale': [2, 2],
  'command-not-found': [3, 10],
  'connection-failed': [4, 4],
  'daemon-unreachable': [0, 1],
  'deploy-profile': [2, 2],
  'desktop-data-missing': [0, 1],
  'disk-full': [2, 3],
  'environment-unset': [1, 1],
  'experimental-feature-disabled': [0, 1],
  'file-missing': [1, 1],
  'flake-output-missing': [8, 12],
  'fod-hash-mismatch': [4, 4],
  'forbidden-reference': [0, 1],
  'function-argument-mismatch': [4, 7],
  'glibc-version-mismatch': [2, 3],
  'haskell-dependency-bounds': [0, 1],
  'homebrew-bundle': [1, 1],
  'infinite-recursion': [3, 4],
  'initrd-module-missing': [1, 1],
  'installer-failed': [1, 2],
  interrupted: [0, 1],
  'kernel-module-build': [3, 3],
  'launchd-refused': [1, 4],
  'linker-missing-lib': [0, 1],
  'lock-narhash-mismatch': [1, 1],
  'missing-attribute': [2, 6],
  'needs-root': [2, 3],
  'nix-conf-invalid': [2, 2],
  'nix-crash': [3, 3],
  'nix-path-missing': [1, 2],
  'not-a-flake': [0, 1],
  'npm-cache-miss': [0, 1],
  'offline-dependency-missing': [1, 1],
  'option-conflict': [1, 2],
  'option-declared-twice': [1, 1],
  'option-not-exist': [2, 6],
  'option-type-error': [0, 2],
  'option-undefined': [1, 1],
  'path-not-available': [1, 3],
  'pkg-config-missing': [3, 3],
  'profile-collision': [7, 9],
  'pure-eval-path': [0, 1],
  'python-missing-build-dep': [2, 3],
  'renamed-removed': [4, 4],
  'sandbox-network': [0, 1],
  'sandbox-no-shell': [1, 1],
  'sandbox-unavailable': [0, 1],
  'secret-not-decrypted': [4, 5],
  'secure-boot-keys': [1, 1],
  'service-exec-missing': [0, 1],
  'several-derivations': [0, 1],
  'shared-lib-missing': [1, 3],
  shellcheck: [4, 4],
  'source-404': [1, 3],
  'store-db-corrupt': [1, 2],
  'store-path-corrupt': [2, 3],
  'store-unreadable': [2, 2],
  'syntax-error': [0, 1],
  'thrown-error': [0, 1],
  'type-coercion': [0, 2],
  'undefined-variable': [2, 2],
  'unit-start-failure': [3, 7],
  'untracked-flake-file': [2, 2],
  'value-type-mismatch': [0, 3],
  'wait-online-timeout': [1, 1],
  'wrong-system': [4, 9],
};

/** The same of what is no single fix, whatever its class; with the logs of V and W. */
export const measuredSteps = {
  /** Two possibilities, each with its condition: 108 of 136. */
  stated: 0.8,
  /** One under a condition, and none beside it. */
  condition: 0.55,
  /** Two without a condition, the likelier first: 25 of 48. */
  ranked: 0.5,
  /** A command that shows more. */
  look: 0.5,
} as const;

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
  'darwin-etc-conflict',
  'dconf-unavailable',
  'devenv-refused',
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
  'rebuild-refused',
  'renamed-removed',
  'store-path-corrupt',
  'syntax-error',
  'unfree-package',
  'untracked-flake-file',
  'wait-online-timeout',
  'wrong-system',
]);

/** What is believed before anything was measured: as if so many logs had been right, of so many. */
const before = (root: string): readonly [right: number, of: number] =>
  decided.has(root) ? [3.8, 4] : [2, 4];

/** How often the single fix of a class is right. */
export function fixShare(root: string): number {
  const [right, of] = singles[root] ?? [0, 0];
  const [believed, logs] = before(root);
  return (right + believed) / (of + logs);
}

/** From this on an answer is called likely, and what stands first is headed as the fix. */
export const likely = 0.75;

/** Whether what a class's message asks for is so often right that nothing else has to stand beside it. */
export const isDecided = (root: string): boolean => fixShare(root) >= likely;
