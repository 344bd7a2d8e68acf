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

/** The place in one row, for a screen on which every row counts. */
function shortPlaceOf({ title, where }: Snippet, machine?: MachineFacts): string {
  const isFile = /^[\w.-]+\.nix$/.test(title);
  const name = isFile ? `\`${title}\`` : `**${title}**`;
  switch (where) {
    case 'nixos': {
      const folder = machine === undefined ? '' : `${machine.folder}/`;
      return isFile
        ? `\`${folder}${title}\`, or a module that it imports:`
        : `${name}, in \`${folder}configuration.nix\`:`;
    }
    case 'home':
      return isFile ? `${name} of Home Manager:` : `${name}, in \`home.nix\` of Home Manager:`;
    case 'flake':
      return isFile ? `${name}:` : `${name}, in \`flake.nix\`:`;
    case 'nix':
      return `${name}:`;
    case 'shell':
      return `${name}, in a terminal:`;
  }
}

/** A snippet under one row that says what it is and where it belongs. */
export function placedSnippet(snippet: Snippet, machine?: MachineFacts): string {
  return `${shortPlaceOf(snippet, machine)}\n\n${fenced(snippet)}`;
}

function fenced({ where, code }: Snippet): string {
  const language = where === 'shell' ? 'sh' : 'nix';
  const whole = where === 'nixos' || where === 'home' ? wholeModule(code) : code.trimEnd();
  return `\`\`\`${language}\n${whole}\n\`\`\``;
}

/** Snippets as fenced blocks, each under its title and place; modules are whole, so that they can be pasted. */
export function snippetsText(snippets: readonly Snippet[], machine?: MachineFacts): string {
  return snippets
    .map((snippet) => {
      const name = `**${snippet.title}** (${placeOf(snippet.where, machine)})`;
      const head = snippet.answer === undefined ? `${name}:` : `${name}. ${snippet.answer.trim()}`;
      return `${head}\n\n${fenced(snippet)}`;
    })
    .join('\n\n');
}
