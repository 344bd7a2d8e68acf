import {
  withoutStorePath,
  type DiagnosisFix,
  type DiagnosisPattern,
  type Evidence,
} from '@nixai/api';
import { nixFix, shellFix } from './fix.js';

// Quotes as terminals and web pages leave them: plain, as `?` (LANG=C), or UTF-8 read as Latin-1.
const mark = '[`\'"?â]';

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
  // Nix: the name ends before the first dash that no letter follows.
  return full.replace(/-(?![A-Za-z]).*$/, '');
}

/**
 * The ways to allow a package that nixpkgs refuses, the one for this tool first: the shells and
 * `nix build` do not read a system's configuration, and a system does not read the environment.
 */
export function allowFixes(
  evidence: Evidence,
  allow: {
    readonly title: string;
    readonly option: string;
    readonly variable: string;
    readonly argument: string;
    readonly risk?: DiagnosisFix['risk'];
  },
): readonly DiagnosisFix[] {
  const { tool, flake } = evidence.context;
  const { risk = 'none' } = allow;
  const command = shellFix(
    `For commands in this shell, which read no configuration.nix${flake === true ? ' (a flake needs --impure to see it)' : ''}; then run it again${flake === true ? ' with --impure' : ', a flake with --impure'}.`,
    `export ${allow.variable}=1`,
    { risk },
  );
  const file = evidence.frame()?.file ?? '';
  const configured = nixFix(
    `${allow.title} in ${tool === 'home-manager' ? 'home.nix' : tool === 'darwin-rebuild' ? 'the nix-darwin configuration' : tool === 'nix-on-droid' ? 'nix-on-droid.nix (Home Manager there: home-manager.config)' : 'configuration.nix'}.`,
    allow.option,
    { risk },
  );
  const imported = nixFix(
    'Where a flake or a file imports nixpkgs by itself, that import needs it too.',
    `import nixpkgs { system = "${evidence.origin.system ?? 'x86_64-linux'}"; ${allow.argument} }`,
    { risk },
  );
  const shell = tool === 'nix-shell' || tool === 'nix-env' || tool === 'nix';
  if (shell)
    return file.endsWith('flake.nix')
      ? [imported, command, configured]
      : [command, imported, configured];
  if (tool === 'nix-flake-check') return [imported, configured, command];
  return [configured, imported, command];
}
