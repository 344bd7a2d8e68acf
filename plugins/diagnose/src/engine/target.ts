import type { BuildTarget, LogTool } from '@nixai/api';

const systems: readonly LogTool[] = [
  'nixos-rebuild',
  'nixos-install',
  'home-manager',
  'darwin-rebuild',
  'nix-on-droid',
  'deploy',
];

/** What only a configuration is put together from. */
export const partOfSystem =
  /\/nix\/store\/[0-9a-z]{32}-(?:nixos-system-|darwin-system-|home-manager-(?:path|generation|files)|system-path|system-units|user-units|etc|user-environment)[^'"\s]{0,160}\.drv/;

const elsewhere =
  /(?<=[\s'"])(?<reference>(?:github|gitlab|sourcehut|codeberg):[\w./:@+-]{3,200}|(?:git\+)?https:\/\/[\w./:@+-]{3,200})/;

/** What a command asks to be built. */
export function targetOf(command: string, tool: LogTool | undefined): BuildTarget | undefined {
  if (tool !== undefined && systems.includes(tool)) return { kind: 'system' };
  const reference = elsewhere.exec(command)?.groups?.['reference'];
  if (
    /(?:^|\s)(?:github:)?nixpkgs(?:\/[\w.-]{1,60})?#|<nixpkgs>|\s(?:-p|--packages)\s|-iA\s/i.test(
      command,
    )
  )
    return { kind: 'nixpkgs' };
  if (reference !== undefined)
    return /^github:NixOS\/nixpkgs\b/i.test(reference)
      ? { kind: 'nixpkgs' }
      : { kind: 'flake', reference };
  return /\bnix (?:build|run|develop|shell|flake check|fmt)\b|\bnix-(?:build|shell)\b|\bnom\b/.test(
    command,
  )
    ? { kind: 'own' }
    : undefined;
}
