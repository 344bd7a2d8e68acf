import type { DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** An archive came incomplete, or is damaged in the cache. */
export const brokenArchive: DiagnosisRule = {
  id: 'fetch/broken-archive',
  class: 'broken-archive',
  phase: 'fetch',
  title: 'Archive is incomplete',
  components: ['fetch', 'flakes'],
  confidence: 0.9,
  yieldsTo: ['disk-full', 'build-dir-full', 'connection-failed'],
  patterns: [
    {
      anchors: [' from tarball'],
      line: /cannot read file ['"`](?<file>[^'"`]{1,300})['"`] from tarball/,
    },
    {
      anchors: [
        'failed to extract archive',
        'failed to open archive',
        'cannot get file from tarball',
      ],
      line: /failed to (?:extract|open) archive:? ?\(?(?<why>[^)]{0,200})|cannot get file from tarball: (?<other>.{1,200})/,
    },
    {
      anchors: ['Truncated tar archive', 'Truncated input file', 'Unrecognized archive format'],
      line: /(?<why2>Truncated (?:tar archive|input file).{0,100}|Unrecognized archive format)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake inputs',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#flake-inputs',
    },
  ],
  explain(evidence) {
    const input = evidence.before(
      /while (?:updating the flake input|fetching the input) ['"`](?<is>[^'"`\s]{1,300})['"`]/,
      12,
    )?.groups?.['is'];
    const url = evidence.before(
      /(?:unpacking|downloading|fetching) ['"`](?<url>(?:https?|github):[^'"`\s]{3,300})['"`]/,
      12,
    )?.groups?.['url'];
    const update = evidence.before(
      /while updating the flake input ['"`](?<is>[\w-]{1,80})['"`]/,
      12,
    )?.groups?.['is'];
    const file = evidence.get('file');
    const subject = update ?? input ?? url ?? (file === '' ? 'an archive' : file);
    const why = evidence.get('why') || evidence.get('other') || evidence.get('why2');
    return {
      culprit: subject,
      facts: { file: file || undefined, reason: why || undefined, input: update },
      message: `${subject} was fetched as an archive that cannot be read to its end${why === '' ? '' : ` (${why})`}: the download broke off, a proxy changed it, or the disk is full.`,
      fixes: [
        shellFix(
          "Fetch it again, past what Nix' cache has of it (the cache is made anew).",
          'rm -rf ~/.cache/nix/tarball-cache* ~/.cache/nix/fetcher-cache-v*   # then the same command; as root: in /root/.cache/nix',
        ),
        shellFix('If it comes again: see whether the disk is full.', 'df -h ~/.cache /nix /tmp'),
      ],
      verify: ['nix flake metadata --refresh'],
    };
  },
};
