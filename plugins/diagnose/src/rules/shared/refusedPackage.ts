import { withoutStorePath, type DiagnosisPattern, type Evidence } from '@nixai/api';

// Quotes as terminals and web pages leave them: plain, as `?` (LANG=C), or UTF-8 read as Latin-1.
export const mark = '[`\'"?â]';

/**
 * nixpkgs' check-meta: `Package 'x-1.0' in /nix/…/default.nix:12 has an unfree license ('…'),
 * refusing to evaluate.`; since 25.11 `Refusing to evaluate package 'x-1.0' in … because it has …`.
 */
export function refusal(reason: string, anchors: readonly string[]): readonly DiagnosisPattern[] {
  return [
    {
      anchors,
      line: new RegExp(
        `[Pp]ackage ${mark}(?<package>[^'"\`?â\\s]{1,200})${mark}(?: in (?<file>\\S{1,300}?)(?::(?<row>\\d{1,6}))?)? (?:because it )?${reason}(?<rest>.{0,300})`,
      ),
    },
  ];
}

export function where(evidence: Evidence) {
  const file = withoutStorePath(evidence.get('file'));
  return file === '' || file.includes('«')
    ? undefined
    : { file, line: Number(evidence.get('row')) || undefined };
}

/** The package's name without its version, as lib.getName has it. */
export function nameOf(full: string): string {
  return full.replace(/-\d[^-]{0,60}(?:-[^-]{1,40}){0,3}$/, '');
}

export const shellNote =
  'nix-shell, nix build and nix run do not read configuration.nix; for them it stands in ~/.config/nixpkgs/config.nix, or in the environment (with --impure for flakes).';
