import type { DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** The standard environment is read by a bash from before 4.3, as macOS has one. */
export const bashTooOld: DiagnosisRule = {
  id: 'build/bash-too-old',
  class: 'bash-too-old',
  phase: 'build',
  title: 'Bash is too old for the standard environment',
  components: ['build', 'darwin'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['local: -n: invalid option'],
      line: /(?:^|[\s/])(?<script>setup|bash|setup-hook)(?:: line \d{1,6})?: (?<what>local: -n: invalid option)/,
    },
    {
      anchors: [': bad substitution'],
      line: /\/(?<script>setup|setup-hook|[\w.-]{1,60}\.sh): line \d{1,6}: (?<what>\$\{.{0,80}(?:\^\^|,,|@Q|@A).{0,80}\}.{0,80}: bad substitution)$/,
    },
    {
      anchors: ['declare: -A: invalid option', 'local: -A: invalid option'],
      line: /(?:^|[\s/])(?<script>setup|bash|setup-hook)(?:: line \d{1,6})?: (?<what>(?:declare|local): -A: invalid option)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: nix-shell, NIX_BUILD_SHELL',
      url: 'https://nix.dev/manual/nix/latest/command-ref/nix-shell#environment-variables',
    },
  ],
  explain: (evidence) => ({
    culprit: `bash of ${evidence.context.platform === 'darwin' ? 'macOS' : 'this machine'} (${evidence.get('script')}: ${evidence.get('what').slice(0, 80)})`,
    facts: { script: evidence.get('script'), error: evidence.get('what') },
    message: `The setup of the standard environment is read by a bash that does not know what newer ones do (${evidence.get('what').slice(0, 80)}): the 3.2 of macOS, mostly, and not the one of nixpkgs.`,
    fixes: [
      shellFix(
        'If NIX_BUILD_SHELL is set (echo shows it): unset it where it is set, so that Nix takes its own.',
        'echo "$NIX_BUILD_SHELL"; unset NIX_BUILD_SHELL',
      ),
      shellFix(
        'If it is not: give nix-shell a bash of nixpkgs.',
        `export NIX_BUILD_SHELL="$(nix-build '<nixpkgs>' -A bashInteractive --no-out-link)/bin/bash"`,
      ),
    ],
    verify: [`nix-shell -p hello --run 'echo "$BASH_VERSION"'`],
  }),
};
