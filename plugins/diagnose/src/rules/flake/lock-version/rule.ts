import { withoutStorePath, type DiagnosisRule, type Evidence } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** flake.lock was written, or nixpkgs is meant to be evaluated, by a newer Nix. */
export const lockVersion: DiagnosisRule = {
  id: 'flake/lock-version',
  class: 'lock-version',
  phase: 'flake',
  title: 'Nix is older than what it reads',
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
      // Which version that is stands in the lines below, or behind an escaped line break.
      anchors: ['requires an implementation of Nix with'],
      line: /This version of Nixpkgs requires an implementation of Nix with (?<features>the following features)/,
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
    const wanted = evidence.get('features') === '' ? evidence.get('wanted') : leastIn(evidence);
    const had = evidence.origin.nix ?? evaluatingIn(evidence);
    const file = withoutStorePath(evidence.get('file')) || 'flake.nix';
    return {
      culprit: wanted === '' ? `${file} (${evidence.get('version')})` : `Nix ${wanted}`,
      facts: {
        file: file || undefined,
        version: evidence.get('version') || undefined,
        nix: had,
      },
      message: `${wanted === '' ? `${file} uses ${evidence.get('version')}, which` : `Nix ${wanted} is needed, which`} this Nix${had === undefined ? '' : ` (${had})`} does not have: it is older.`,
      fixes: [
        shellFix(
          'Use a newer Nix: once, from nixpkgs (then the command again in that shell).',
          'nix shell nixpkgs#nixVersions.latest',
        ),
        ...(evidence.context.platform === 'nixos'
          ? []
          : [
              shellFix(
                'To have it for good: update Nix (with the installer of Determinate Systems it is the second command).',
                'sudo -i nix upgrade-nix   # or: sudo determinate-nixd upgrade',
              ),
            ]),
      ],
      verify: ['nix --version'],
    };
  },
};

const textAround = (evidence: Evidence): string =>
  [evidence.line.text, ...evidence.below(8)].join('\n');

/** The version that nixpkgs says it needs at least. */
const leastIn = (evidence: Evidence): string =>
  /reports at least (?<is>\d[\d.]{0,10}\d)/.exec(textAround(evidence))?.groups?.['is'] ??
  'of a newer version';

/** The version that nixpkgs says it is evaluated by. */
const evaluatingIn = (evidence: Evidence): string | undefined =>
  /evaluating with Nix (?<is>\d[\d.]{0,10}\d)/.exec(textAround(evidence))?.groups?.['is'];
