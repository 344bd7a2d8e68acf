import type { Snippet } from '@nixai/docs/topics';
import type { MachineFacts } from './result.js';

/** Where a snippet belongs, in a few words. */
function placeOf(where: Snippet['where'], machine?: MachineFacts): string {
  switch (where) {
    case 'nixos':
      return `\`${machine?.folder ?? '/etc/nixos'}/configuration.nix\`, or a module that it imports`;
    case 'home':
      return 'Home Manager: `home.nix`';
    case 'flake':
      return machine === undefined ? '`flake.nix`' : `\`${machine.folder}/flake.nix\``;
    case 'nix':
      return 'A Nix expression';
    case 'shell':
      return 'In a terminal';
  }
}

/** Snippets as fenced blocks, each under its title and place. */
export function snippetsText(snippets: readonly Snippet[], machine?: MachineFacts): string {
  return snippets
    .map(({ title, where, code }) => {
      const language = where === 'shell' ? 'sh' : 'nix';
      return `**${title}** (${placeOf(where, machine)}):\n\n\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
    })
    .join('\n\n');
}
