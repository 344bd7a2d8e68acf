import { docs, type Host, type Passage } from '@nixai/api';
import {
  allowedName,
  freeStandIn,
  isTopicPassage,
  knownPackage,
  type TopicPassage,
  unfreePackages,
} from '@nixai/docs';
import { rebuildLine } from './applySection.js';
import { labelled } from './screen/labelled.js';
import { placedSnippet } from './snippets.js';
import type { OptionAnswer } from './named/index.js';
import type { MachineFacts } from './result.js';
import { commandFor } from './passageLines.js';
import type { Selection } from './selection.js';
import { isListOfPrograms, namesIn, plainName, programsIn, type Wish } from './wish.js';

/**
 * Somebody who wants programs installed, or only names one, gets the line that installs these and no other, where each
 * is known and no module installs it. Undefined for anything else.
 */
export async function packageAnswer(
  wish: Wish,
  { main, doubtful }: Selection,
  machine: MachineFacts | undefined,
  host: Host,
  signal: AbortSignal,
): Promise<OptionAnswer | undefined> {
  const names = await packagesOf(wish, host, signal);
  const [name] = names;
  if (name === undefined) return undefined;
  const isInstalled = /^(?:install|get)/.test(wish.deed ?? '');
  if (!isInstalled && main !== undefined && doubtful !== true && tellsMoreOf(main, name))
    return undefined;
  const near = main !== undefined && doubtful !== true ? [`- Near it: ${commandFor(main)}`] : [];
  const text = `${sentence(names)} ${permission(names)}${tryFirst(names)}${standIns(names)}`;
  return {
    sections: [
      { kind: 'answer', text },
      {
        kind: 'configuration',
        text: placedSnippet(
          { title: 'configuration.nix', where: 'nixos', code: codeOf(names) },
          machine,
        ),
      },
      ...labelled('apply', 'Apply', [rebuildLine(machine)]),
      {
        kind: 'more',
        text: [
          ...near,
          '- With Home Manager the list is `home.packages`',
          ...names.map(
            (one) =>
              `- [${one} at search.nixos.org](https://search.nixos.org/packages?query=${one})`,
          ),
          '- Install programs: `nixai "how do I install a package?"`',
        ].join('\n'),
      },
    ],
    options: [{ name: 'environment.systemPackages', set: 'nixos' }],
    open: [],
  };
}

const isUnfree = (name: string): boolean => unfreePackages.has(name);

function codeOf(names: readonly string[]): string {
  const list = names.map((name) => `pkgs.${name}`).join(' ');
  const allowed = names.filter(isUnfree).map((name) => `"${allowedName(name)}"`);
  const permit = `nixpkgs.config.allowUnfreePredicate = pkg:\n  builtins.elem (lib.getName pkg) [ ${allowed.join(' ')} ];`;
  return [
    `environment.systemPackages = [ ${list} ];`,
    ...(allowed.length === 0 ? [] : [permit]),
  ].join('\n');
}

function sentence(names: readonly string[]): string {
  const list = names.map((name) => `\`pkgs.${name}\``).join(' and ');
  return `Put ${list} into \`environment.systemPackages\` and rebuild.`;
}

function permission(names: readonly string[]): string {
  const unfree = names.filter(isUnfree);
  if (unfree.length === 0) return '';
  if (names.length === 1) return 'It is not free software, so its name has to be allowed as well. ';
  const list = unfree.map((name) => `\`${name}\``).join(' and ');
  return `Not free software, so to be allowed by name as well: ${list}. `;
}

function tryFirst(names: readonly string[]): string {
  const allow = names.some(isUnfree) ? 'NIXPKGS_ALLOW_UNFREE=1 ' : '';
  const what = names.length === 1 ? 'it' : 'them';
  return `To try ${what} first: \`${allow}nix-shell -p ${names.join(' ')}\`.`;
}

function standIns(names: readonly string[]): string {
  const free = names.flatMap((name) => freeStandIn(name) ?? []);
  return free.length === 0 ? '' : ` Free beside it: ${free.map((one) => `\`${one}\``).join(', ')}.`;
}

/** Whether the topic's answer tells what to do with it: more than that it is to be installed. */
function tellsMoreOf(main: Passage, name: string): boolean {
  if (!isTopicPassage(main)) return true;
  if (isListOfPrograms(main.topic)) return false;
  const words = main.topic.answer.match(/[\w-]+/g) ?? [];
  return words.some((word) => plainName(word) === plainName(name)) || showsUseOf(main, name);
}

/** Whether the topic is called by the program's name and shows it at work: "Pin nixpkgs (npins, niv)" of npins. */
function showsUseOf({ topic: { title, synonyms, snippets } }: TopicPassage, name: string): boolean {
  const isName = (text: string) => plainName(text) === plainName(name);
  const isCalled = synonyms.some(isName) || (title.match(/[\w-]+/g) ?? []).some(isName);
  const used = snippets.flatMap(({ code }) =>
    code.replace(/(?:systemPackages|home\.packages|packages) = [^;]*;/g, '').match(/[\w-]+/g),
  );
  return isCalled && used.some((word) => word !== null && isName(word));
}

/** The packages that are named: one, or of a list each. */
async function packagesOf(wish: Wish, host: Host, signal: AbortSignal): Promise<string[]> {
  const one = await packageOf(wish, host, signal);
  if (one !== undefined) return [one];
  const things = programsIn(wish);
  const listed = things.flatMap((thing) => knownPackage(thing) ?? []);
  return things.length > 1 && listed.length === things.length ? [...new Set(listed)] : [];
}

/** The package that is called so; a set of packages is none. */
async function packageOf(wish: Wish, host: Host, signal: AbortSignal): Promise<string | undefined> {
  const engine = await host.service(docs);
  // The package of that name is its client, as likely as not.
  const names = /\b(?:server|daemon)s?\b/i.test(wish.thing) ? [wish.thing] : namesIn(wish);
  for (const name of names) {
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
