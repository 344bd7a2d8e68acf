import type { DiagnosisFix } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** A nix that is no program of the store: the package of a distribution. */
export const isNix = (program: string): boolean => /^nix(?:-[a-z]+)?$/.test(program);

/** What no library of nixpkgs mends: the system's own package of Nix, and what belongs to macOS. */
export function ofSystem(
  path: string,
  program: string,
  library: string,
): readonly DiagnosisFix[] | undefined {
  if (isNix(program) && !path.startsWith('/nix/store/'))
    return [
      advice(
        `If nix comes from your distribution: its package and that of ${library} do not fit together. Update the whole system (pacman -Syu, apt full-upgrade, dnf upgrade), or install the package of nix again.`,
      ),
      shellFix(
        'If it was built or unpacked by hand, or the distribution has not mended it: install Nix by its own installer, whose programs bring their libraries.',
        'sh <(curl --proto "=https" --tlsv1.2 -L https://nixos.org/nix/install) --daemon',
      ),
    ];
  if (path.startsWith('/usr/lib/system/') || /^libSystem/.test(library))
    return [
      shellFix(
        'That library is of macOS itself, and programs of an older nixpkgs name it as older releases of macOS had it: take a nixpkgs that is newer than this macOS.',
        'nix-channel --update; nix flake update nixpkgs',
      ),
    ];
  return /\.dylib$/.test(library)
    ? [
        shellFix(
          'See where the program looks for it, and what it was linked with.',
          'otool -L "$(command -v YOUR_PROGRAM)"; otool -l "$(command -v YOUR_PROGRAM)" | grep -A2 LC_RPATH',
          { fill: { YOUR_PROGRAM: 'the program that does not start' } },
        ),
        shellFix(
          'If it is in /opt/homebrew: nixpkgs and Homebrew are mixed. Build it with the one or the other; for this run:',
          'DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib YOUR_PROGRAM',
          { fill: { YOUR_PROGRAM: 'the program that does not start' } },
        ),
      ]
    : undefined;
}
