import { docs, type Host, type Passage } from '@nixai/api';
import { isTopicPassage, knownPackage, unfreePackages } from '@nixai/docs';
import { rebuildLine } from './applySection.js';
import { labelled } from './screen/labelled.js';
import { placedSnippet } from './snippets.js';
import type { OptionAnswer } from './named/index.js';
import type { MachineFacts } from './result.js';
import { commandFor } from './passageLines.js';
import type { Selection } from './selection.js';
import { namesIn, plainName, type Wish } from './wish.js';

/**
 * Somebody who wants one program installed, or only names it, gets the line that installs it, where the program is known
 * and no module installs it. Undefined for anything else.
 */
export async function packageAnswer(
  wish: Wish,
  { main, doubtful }: Selection,
  machine: MachineFacts | undefined,
  host: Host,
  signal: AbortSignal,
): Promise<OptionAnswer | undefined> {
  const name = await packageOf(wish, host, signal);
  if (name === undefined) return undefined;
  const isInstalled = /^(?:install|get)/.test(wish.deed ?? '');
  if (!isInstalled && main !== undefined && doubtful !== true && speaksOf(main, name))
    return undefined;
  const near = main !== undefined && doubtful !== true ? [`- Near it: ${commandFor(main)}`] : [];
  const isFree = !unfreePackages.has(name);
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
          ...near,
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

/** Whether the topic's answer tells what to do with it: more than that it is to be installed. */
function speaksOf(main: Passage, name: string): boolean {
  if (!isTopicPassage(main)) return true;
  const words = main.topic.answer.match(/[\w-]+/g) ?? [];
  return words.some((word) => plainName(word) === plainName(name));
}

/** The package that is called so; a set of packages is none. */
async function packageOf(wish: Wish, host: Host, signal: AbortSignal): Promise<string | undefined> {
  const engine = await host.service(docs);
  for (const name of namesIn(wish)) {
    const known = knownPackage(name);
    if (known !== undefined) return known;
    const query = { text: name, kinds: ['package'], limit: 5, local: true } as const;
    const { passages } = await engine.search(query, signal);
    const found = passages
      .map(({ title }) => title)
      .find((title) => plainName(title.split('.').at(-1) ?? title) === plainName(name));
    if (found !== undefined) return found;
  }
  return undefined;
}
