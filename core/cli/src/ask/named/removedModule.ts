import { renameIn } from '@nixai/docs';
import { renameRemark } from '../renames.js';
import { namesIn, type Wish } from '../wish.js';
import { spellingsOf } from './findModule.js';
import type { OptionAnswer } from './moduleAnswer.js';

/** That NixOS had a module for what is wished, and has it no more. */
export function removedModule(wish: Wish): OptionAnswer | undefined {
  const paths = namesIn(wish)
    .flatMap((name) => spellingsOf(name.toLowerCase()))
    .flatMap((name) => [`services.${name}`, `programs.${name}`]);
  for (const path of paths) {
    const rename = renameIn(`${path}.enable`, ['nixos']);
    if (rename?.kind !== 'removed') continue;
    const text = `NixOS has no module for it any more: it was ${renameRemark(rename)}`;
    return {
      sections: [
        { kind: 'answer', text },
        {
          kind: 'more',
          text: [
            `- Whether there is a package: \`nix search nixpkgs ${path.split('.').at(-1) ?? ''}\``,
            '- As a container, where there is an image: `nixai "Declare containers as systemd services"`',
          ].join('\n'),
        },
      ],
      options: [],
      open: [],
    };
  }
  return undefined;
}
