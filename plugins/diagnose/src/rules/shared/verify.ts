import { shellWord, type LogContext, type SourcePosition } from '@nixai/api';

/** Commands that evaluate again, and change nothing. */
export function checkEvaluation(at?: SourcePosition, context?: LogContext): readonly string[] {
  const readable = at !== undefined && /^[/~.\w][^«»'"`\s]*\.nix$/.test(at.file);
  const parse =
    readable && context?.place(at.file).owner !== 'foreign'
      ? [`nix-instantiate --parse ${shellWord(at.file)} > /dev/null`]
      : [];
  return [...parse, evaluateAgain(context)];
}

function evaluateAgain(context: LogContext | undefined): string {
  switch (context?.tool) {
    case 'home-manager':
      return 'home-manager build';
    case 'darwin-rebuild':
      return 'darwin-rebuild build';
    case 'nix-on-droid':
      return 'nix-on-droid build';
    case 'nix-shell':
      return context.flake === true ? 'nix develop -c true' : 'nix-shell --run true';
    case 'nix-flake-check':
      return 'nix flake check --no-build';
    default:
      return context?.platform === 'nixos' && context.tool !== 'nix'
        ? 'nixos-rebuild dry-build'
        : context?.flake === true
          ? 'nix flake check --no-build'
          : 'nixos-rebuild dry-build   # a flake: nix flake check --no-build';
  }
}

/** The command that builds a derivation again and shows its log. */
export function buildAgain(derivation: string | undefined): readonly string[] {
  return derivation === undefined ? ['nix build -L'] : [`nix build -L   # builds ${derivation}`];
}
