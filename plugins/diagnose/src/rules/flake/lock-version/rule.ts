import { withoutStorePath, type DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** flake.lock was written by a newer Nix. */
export const lockVersion: DiagnosisRule = {
  id: 'flake/lock-version',
  class: 'lock-version',
  phase: 'flake',
  title: 'Lock file is of another version of Nix',
  components: ['flakes', 'nix'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'has unsupported version',
        'unsupported attribute',
        'is not supported by this version',
      ],
      line: /lock file ['"`](?<file>[^'"`]{1,300})['"`] has unsupported version (?<version>\d{1,3})/,
    },
    {
      anchors: ['has an unsupported attribute', 'unsupported attribute '],
      line: /(?:input|flake input) ['"`]?(?<file>[^'"`\s]{1,200})['"`]? has an unsupported attribute ['"`](?<version>[\w-]{1,60})['"`]/,
    },
    {
      anchors: ['requires Nix version', 'requires Nix >='],
      line: /(?:requires Nix (?:version )?(?:>=|at least)? ?['"`]?(?<wanted>\d[\w.]{1,20})).{0,80}/,
    },
    {
      anchors: ['unexpected flake input attribute'],
      line: /unexpected flake input attribute ['"`](?<version>[\w-]{1,60})['"`](?:, at (?<file>\S{1,300}?):\d{1,7}:\d{1,6})?/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: lock files',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#lock-files',
    },
  ],
  explain(evidence) {
    const wanted = evidence.get('wanted');
    const file = withoutStorePath(evidence.get('file')) || 'flake.nix';
    return {
      culprit: wanted === '' ? `${file} (${evidence.get('version')})` : `Nix ${wanted}`,
      facts: {
        file: file || undefined,
        version: evidence.get('version') || undefined,
        nix: evidence.origin.nix,
      },
      message: `${wanted === '' ? `${file} uses ${evidence.get('version')}, which` : `Nix ${wanted} is needed, which`} this Nix${evidence.origin.nix === undefined ? '' : ` (${evidence.origin.nix})`} does not have: it is older.`,
      fixes: [
        shellFix(
          'Use a newer Nix: once, from nixpkgs (then the command again in that shell).',
          'nix shell nixpkgs#nixVersions.latest',
        ),
      ],
      verify: ['nix --version'],
    };
  },
};
