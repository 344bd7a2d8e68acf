import type { DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** nix-shell enters one shell, and the file gives a set of several. */
export const severalDerivations: DiagnosisRule = {
  id: 'eval/several-derivations',
  class: 'several-derivations',
  phase: 'eval',
  title: 'File gives several derivations',
  components: ['evaluation'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['needs to evaluate to a single derivation', 'requires a single derivation'],
      line: /(?:needs to evaluate to|requires) a single derivation(?:, but it evaluated to (?<count>\d{1,5}) derivations)?/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: nix-shell',
      url: 'https://nix.dev/manual/nix/latest/command-ref/nix-shell',
    },
  ],
  explain(evidence) {
    const direnv = evidence.all(/^direnv: using (?<how>nix|flake)/)[0] !== undefined;
    const count = evidence.get('count');
    return {
      culprit: `${count === '' ? 'several' : count} derivations in shell.nix or default.nix`,
      message: `A shell is made of one derivation, and the file gives ${count === '' ? 'several' : count}: it is a set (of shells or packages), and none was named.`,
      fixes: [
        shellFix(
          direnv
            ? 'Name one of them in .envrc, and allow it. (A flake is entered with: use flake.)'
            : 'If it gives several (nix-instantiate lists them): name one of them.',
          direnv
            ? 'use nix -A YOUR_NAME   # the line in .envrc; then: direnv allow'
            : 'nix-shell -A YOUR_NAME',
          { fill: { YOUR_NAME: 'the attribute of the set that is the shell, often default' } },
        ),
        ...(direnv
          ? []
          : [
              shellFix(
                'If it gives none: it has nothing for this system (its outputs name another). Add the system there, or run it where it is meant for.',
                'nix-instantiate --eval -E builtins.currentSystem; grep -rnE "(x86_64|aarch64)-(linux|darwin)" --include="*.nix" .',
              ),
            ]),
      ],
      verify: ['nix-instantiate'],
    };
  },
};
