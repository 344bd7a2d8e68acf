import { docs, type Host } from '@nixai/api';
import { rebuildLine } from './applySection.js';
import { labelled } from './screen/labelled.js';
import { placedSnippet } from './snippets.js';
import type { OptionAnswer } from './named/index.js';
import type { MachineFacts } from './result.js';
import { plainName, type Wish } from './wish.js';

/** Known to be not free: nixpkgs refuses them until they are allowed by name. */
const unfree = new Set(
  `1password-gui android-studio anydesk code-cursor discord dropbox google-chrome jetbrains.idea-ultimate
  lastpass-cli microsoft-edge obsidian plexamp postman slack spotify steam sublime4 teamviewer terraform
  unrar viber vivaldi vscode zoom-us`.split(/\s+/),
);

/**
 * Somebody who wants one program installed, or only names it, gets the line that installs it, where the program is known
 * and no module installs it. Undefined for anything else.
 */
export async function packageAnswer(
  { thing, deed }: Wish,
  machine: MachineFacts | undefined,
  host: Host,
  signal: AbortSignal,
): Promise<OptionAnswer | undefined> {
  if (deed !== undefined && deed !== 'install' && deed !== 'get') return undefined;
  const engine = await host.service(docs);
  const query = { text: thing, kinds: ['package'], limit: 5, local: true } as const;
  const { passages } = await engine.search(query, signal);
  const name = passages
    .map(({ title }) => title)
    .find((title) => plainName(title) === plainName(thing));
  if (name === undefined) return undefined;
  const isFree = !unfree.has(name);
  const code = [
    `environment.systemPackages = [ pkgs.${name} ];`,
    ...(isFree
      ? []
      : [
          `nixpkgs.config.allowUnfreePredicate = pkg:\n  builtins.elem (lib.getName pkg) [ "${name}" ];`,
        ]),
  ].join('\n');
  const text = [
    `Put \`pkgs.${name}\` into \`environment.systemPackages\` and rebuild.`,
    ...(isFree ? [] : ['It is not free software, so its name has to be allowed as well.']),
    `To try it first: \`${isFree ? '' : 'NIXPKGS_ALLOW_UNFREE=1 '}nix-shell -p ${name}\`.`,
  ].join(' ');
  return {
    sections: [
      { kind: 'answer', text },
      {
        kind: 'configuration',
        text: placedSnippet({ title: 'configuration.nix', where: 'nixos', code }, machine),
      },
      ...labelled('apply', 'Apply', [rebuildLine(machine)]),
      {
        kind: 'more',
        text: [
          '- With Home Manager the list is `home.packages`',
          `- [${name} at search.nixos.org](https://search.nixos.org/packages?query=${name})`,
          '- Install programs: `nixai "how do I install a package?"`',
        ].join('\n'),
      },
    ],
    options: [{ name: 'environment.systemPackages', set: 'nixos' }],
    open: [],
  };
}
