import type { SourcePosition } from '@nixai/api';

/** Commands that evaluate again, and change nothing: the file alone, then the system. */
export function checkEvaluation(at?: SourcePosition): readonly string[] {
  const parse = at?.file.endsWith('.nix') === true ? [`nix-instantiate --parse ${at.file}`] : [];
  return [...parse, 'nixos-rebuild dry-build   # or: nix flake check --no-build'];
}

/** The command that builds a derivation again and shows its log. */
export function buildAgain(derivation: string | undefined): readonly string[] {
  return derivation === undefined ? ['nix build -L'] : [`nix build -L   # builds ${derivation}`];
}
