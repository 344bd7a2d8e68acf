import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shellWord } from '@nixai/api';
import type { Proposal } from './propose.js';

/** What a person does then, each as a line to type; what changes the machine comes last. */
export function nextSteps({ configuration, systems, changes }: Proposal): readonly string[] {
  const { folder, files } = configuration;
  const at = shellWord(folder);
  const isRepository = existsSync(join(folder, '.git'));
  const names = ['flake.nix', ...files.map(({ path }) => path)].map(shellWord).join(' ');
  const [first] = systems;
  const of = `${at}#${first?.name ?? ''}`;
  const rebuild =
    first?.kind === 'home'
      ? [`home-manager build --flake ${of}`, `home-manager switch --flake ${of}`]
      : [
          `nixos-rebuild build --flake ${of}`,
          'nix store diff-closures /run/current-system ./result',
          `sudo nixos-rebuild switch --flake ${of}`,
        ];
  return [
    ...(isRepository ? [] : [`git -C ${at} init`]),
    `git -C ${at} add -N ${changes.length > 20 ? '.' : names}`,
    ...rebuild,
    'sudo nix-channel --list   # and only when all is well: sudo nix-channel --remove NAME',
  ];
}
