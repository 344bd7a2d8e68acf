import type { Snippet, Topic } from '@nixai/docs/topics';
import type { MachineFacts, Section } from './result.js';

/** How to make the topic's configuration take effect; nothing where the topic's steps say so. */
export function applySection(topic: Topic, machine?: MachineFacts): Section[] {
  const lines = applyLines(topic, topic.snippets, machine).map((line) => `- ${line}`);
  return lines.length === 0 ? [] : [{ kind: 'apply', title: 'Apply', text: lines.join('\n') }];
}

/** The same for some of its snippets, a line each. */
export function applyLines(
  topic: Topic,
  snippets: readonly Snippet[],
  machine?: MachineFacts,
): string[] {
  const places = new Set(snippets.map(({ where }) => where));
  const said = topic.steps.join('\n');
  const lines: string[] = [];
  if (places.has('nixos') && !/rebuild/i.test(said)) lines.push(rebuildLine(machine));
  if (places.has('home') && !/home-manager switch|rebuild/i.test(said))
    lines.push('`home-manager switch`, or the rebuild of the machine that Home Manager is part of');
  return lines;
}

/** The command that makes a NixOS configuration take effect. */
export function rebuildLine(machine?: MachineFacts): string {
  if (machine === undefined)
    return '`sudo nixos-rebuild switch` (a flake: `--flake /etc/nixos#HOST`)';
  if (machine.kind === 'channels') return '`sudo nixos-rebuild switch`';
  const [host = 'HOST'] = machine.hosts.length === 1 ? machine.hosts : [];
  return `\`sudo nixos-rebuild switch --flake ${machine.folder}#${host}\``;
}
