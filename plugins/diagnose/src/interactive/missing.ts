import type { DiagnosisResult } from '../diagnosis/result.js';

/** What a person could give that would tell more. */
export interface Missing {
  readonly why: string;
  readonly command: string;
}

/** What the text leaves open, the most telling first. */
export function missingIn(result: DiagnosisResult, text: string): readonly Missing[] {
  const [first] = result.findings;
  const unknown = result.outcome !== 'diagnosed';
  const failed = result.builds.find(({ cause }) => cause === 'builder');
  const missing: (Missing | undefined)[] = [
    unknown && failed !== undefined
      ? {
          why: `${failed.derivation} failed by itself, and what its builder printed is not here.`,
          command: `nix log ${failed.path}`,
        }
      : undefined,
    first?.class === 'unit-start-failure' && first.facts?.['error'] === undefined
      ? {
          why: `Why ${first.culprit} failed is in its own journal.`,
          command: `journalctl -b -u ${first.facts?.['unit'] ?? first.culprit} --no-pager | tail -50`,
        }
      : undefined,
    /stack trace truncated/.test(text) && first?.at === undefined
      ? {
          why: 'Nix cut the trace, so the place in your own files may be missing.',
          command: 'the same command again, with --show-trace',
        }
      : undefined,
    unknown && result.origin.nix === undefined
      ? {
          why: 'Messages differ between releases, and the text does not say yours.',
          command: 'nixos-version; nix --version; uname -a',
        }
      : undefined,
  ];
  return missing.filter((one) => one !== undefined);
}
