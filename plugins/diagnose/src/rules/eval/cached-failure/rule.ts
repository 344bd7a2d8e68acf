import type { DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** Nix remembers that a value of a flake failed, and says no more than that. */
export const cachedFailure: DiagnosisRule = {
  id: 'eval/cached-failure',
  class: 'cached-failure',
  phase: 'eval',
  title: 'Nix repeats a failure that it remembers',
  components: ['evaluation', 'flakes'],
  confidence: 0.95,
  yieldsTo: [
    'undefined-variable',
    'missing-attribute',
    'assertion-failed',
    'untracked-flake-file',
    'option-not-exist',
    'unfree-package',
  ],
  patterns: [
    {
      anchors: ['cached failure of attribute'],
      line: /cached failure of attribute ['"`](?<attribute>[^'`]{1,300}?)['"`]$/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: eval-cache',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-eval-cache',
    },
  ],
  explain(evidence) {
    const attribute = evidence.get('attribute');
    const again: Readonly<Record<string, string>> = {
      'nixos-rebuild': 'nixos-rebuild build --option eval-cache false   # with your own --flake',
      'darwin-rebuild': 'darwin-rebuild build --option eval-cache false   # with your own --flake',
      'home-manager': 'home-manager build --option eval-cache false   # with your own --flake',
    };
    const system = /^nixosConfigurations\./.test(attribute) ? 'nixos-rebuild' : undefined;
    const { tool } = evidence.context;
    const command =
      again[tool ?? ''] ?? again[system ?? ''] ?? 'nix build --option eval-cache false';
    return {
      culprit: attribute,
      facts: { attribute },
      message: `${attribute} failed in an earlier run, and Nix only repeats that from its cache. The true error is not in this log.`,
      fixes: [
        shellFix(
          'Evaluate it anew: then the true error is printed (have that diagnosed).',
          command,
        ),
        shellFix(
          'If it is no longer true, forget what the cache says (it is made again).',
          'rm -rf ~/.cache/nix/eval-cache-v*',
        ),
      ],
      verify: [command],
    };
  },
};
