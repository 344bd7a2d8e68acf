import type { Snippet } from '@nixai/docs/topics';
import { wholeModule } from './wholeModule.js';
import type { MachineFacts } from './result.js';

/** Where a snippet belongs, in a few words. */
function placeOf(where: Snippet['where'], machine?: MachineFacts): string {
  switch (where) {
    case 'nixos':
      return `a module for \`imports\`; or its lines within \`${machine?.folder ?? '/etc/nixos'}/configuration.nix\``;
    case 'home':
      return 'Home Manager: a module for `imports`, or its lines within `home.nix`';
    case 'flake':
      return machine === undefined ? '`flake.nix`' : `\`${machine.folder}/flake.nix\``;
    case 'nix':
      return 'A Nix expression';
    case 'shell':
      return 'In a terminal';
  }
}

/** Snippets as fenced blocks, each under its title and place; modules are whole, so that they can be pasted. */
export function snippetsText(snippets: readonly Snippet[], machine?: MachineFacts): string {
  return snippets
    .map(({ title, where, code }) => {
      const language = where === 'shell' ? 'sh' : 'nix';
      const whole = where === 'nixos' || where === 'home' ? wholeModule(code) : code.trimEnd();
      return `**${title}** (${placeOf(where, machine)}):\n\n\`\`\`${language}\n${whole}\n\`\`\``;
    })
    .join('\n\n');
}
