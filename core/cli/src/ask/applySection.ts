import type { Topic } from '@nixai/docs/topics';
import type { MachineFacts, Section } from './result.js';

/** How to make the topic's configuration take effect; nothing where the topic's steps say so. */
export function applySection(topic: Topic, machine?: MachineFacts): Section[] {
  const places = new Set(topic.snippets.map(({ where }) => where));
  const said = topic.steps.join('\n');
  const lines: string[] = [];
  if (places.has('nixos') && !/rebuild/i.test(said)) lines.push(rebuildLine(machine));
  if (places.has('home') && !/home-manager switch|rebuild/i.test(said))
    lines.push(
      '- Home Manager: `home-manager switch`; where it is a module of NixOS, `nixos-rebuild switch` does it as well.',
    );
  return lines.length === 0 ? [] : [{ kind: 'apply', title: 'Apply', text: lines.join('\n') }];
}

/** The command that makes a NixOS configuration take effect. */
export function rebuildLine(machine?: MachineFacts): string {
  if (machine === undefined)
    return '- `sudo nixos-rebuild switch` (with a flake: `sudo nixos-rebuild switch --flake /etc/nixos#HOST`).';
  if (machine.kind === 'channels') return '- `sudo nixos-rebuild switch`';
  const [host = 'HOST'] = machine.hosts.length === 1 ? machine.hosts : [];
  return `- \`sudo nixos-rebuild switch --flake ${machine.folder}#${host}\``;
}
