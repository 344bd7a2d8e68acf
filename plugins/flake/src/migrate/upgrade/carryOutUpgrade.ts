import { shellWord, type CommandContext } from '@nixai/api';
import type { Upgraded } from '../../commands/migrate/channel-upgrade.js';
import { changeFolder } from '../backup/changeFolder.js';
import type { Upgrade } from './upgrade.js';

type Context = Pick<CommandContext, 'host' | 'carryOut'> & {
  readonly found: Upgrade;
  readonly write: boolean;
  readonly yes: boolean;
};

/** Makes what can be made, after keeping the folder. */
export async function carryOutUpgrade({
  host,
  carryOut,
  found,
  write,
  yes,
}: Context): Promise<Upgraded> {
  const { configuration, from, to, touched, inputs, notes, changes } = found;
  const { folder } = configuration;
  const result = {
    folder,
    from,
    to,
    touched: touched.map(({ kind, release, name, file, line, message, isSure, isMended }) => ({
      kind,
      release,
      name,
      file,
      line,
      message,
      sure: isSure,
      mended: isMended,
    })),
    inputs,
    notes,
    releaseNotes: `https://nixos.org/manual/nixos/stable/release-notes#sec-release-${to}`,
    next: nextOf(found),
    changed: changes.length > 0,
  };
  if (changes.length === 0) return { ...result, written: false };
  const { diff, done, backup } = await changeFolder(
    { host, carryOut, dryRun: !write, yes },
    { folder, changes, about: 'channel-upgrade' },
  );
  return {
    ...result,
    diff,
    written: done !== undefined,
    ...(backup !== undefined && { backup }),
  };
}

function nextOf({ isFlake, to, configuration: { folder, files } }: Upgrade): readonly string[] {
  const at = shellWord(folder);
  if (isFlake)
    return [
      `nix flake update --flake ${at}`,
      `nixos-rebuild build --flake ${at}`,
      'nix store diff-closures /run/current-system ./result',
      `sudo nixos-rebuild boot --flake ${at}`,
    ];
  const home = files.some(({ text }) => text.includes('<home-manager'));
  return [
    `sudo nix-channel --add https://channels.nixos.org/nixos-${to} nixos`,
    ...(home
      ? [
          `sudo nix-channel --add https://github.com/nix-community/home-manager/archive/release-${to}.tar.gz home-manager`,
        ]
      : []),
    'sudo nix-channel --update',
    'nixos-rebuild build',
    'nix store diff-closures /run/current-system ./result',
    'sudo nixos-rebuild boot',
  ];
}
