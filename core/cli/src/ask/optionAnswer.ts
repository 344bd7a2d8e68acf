import { docs, type Host, type OptionCatalog, type Passage } from '@nixai/api';
import { actionsIn, isQuiet, termsOf } from '@nixai/docs';
import { rebuildLine } from './applySection.js';
import { labelled } from './screen/labelled.js';
import { placedSnippet } from './snippets.js';
import { plainName, type Wish } from './wish.js';
import type { MachineFacts, NamedOption, Section } from './result.js';

/** An answer drawn from the option set, where no topic has one. */
export interface OptionAnswer {
  readonly sections: readonly Section[];
  readonly options: readonly NamedOption[];
}

const mostOthers = 8;
/** What a person may want done so that switching a module on is the answer. */
const deeds = new Set(['install', 'add', 'enable', 'run', 'start', 'explain', 'show', 'open']);

/**
 * Somebody who wants a thing set up is told of the module that sets it up, and that this is all that
 * is known. Undefined for a question that wants something else of it.
 */
export async function optionAnswer(
  question: string,
  byName: readonly Passage[],
  machine: MachineFacts | undefined,
  host: Host,
): Promise<OptionAnswer | undefined> {
  const found = byName.find(({ title }) => title.endsWith('.enable'));
  if (found === undefined || !isWish(question, found.title)) return undefined;
  return moduleAnswer(found, machine, host);
}

/** The answer that a module gives to somebody who wants exactly what it is called. */
export async function answerByModule(
  { thing }: Wish,
  machine: MachineFacts | undefined,
  host: Host,
  signal: AbortSignal,
): Promise<OptionAnswer | undefined> {
  const engine = await host.service(docs);
  const query = { text: thing, kinds: ['option'], limit: 40, local: true } as const;
  const { passages } = await engine.search(query, signal);
  const found = passages.find(({ title }) => moduleNameOf(title) === plainName(thing));
  return found && moduleAnswer(found, machine, host);
}

/** `programs.kdeconnect.enable` is of the module kdeconnect; other options are of none. */
function moduleNameOf(option: string): string | undefined {
  const [last, module] = option.split('.').toReversed();
  return last === 'enable' && module !== undefined ? plainName(module) : undefined;
}

async function moduleAnswer(
  found: Passage,
  machine: MachineFacts | undefined,
  host: Host,
): Promise<OptionAnswer> {
  const set = found.id.startsWith('option:home-manager') ? 'home-manager' : 'nixos';
  const catalog = await (await host.service(docs)).catalog(set);
  const others = catalog === undefined ? [] : othersOf(found.title, catalog);
  const module = found.title.slice(0, -'.enable'.length);
  const text = [
    `${set === 'nixos' ? 'NixOS' : 'Home Manager'} has a module for it: \`${found.title}\`${saidOf(found)}`,
    'My handbook has no topic on it: this is what the option set says, and whether it needs more than that, the options and the manual of the program tell.',
  ];
  const where = set === 'nixos' ? 'nixos' : 'home';
  const title = set === 'nixos' ? 'configuration.nix' : 'home.nix';
  const code = `${found.title} = true;`;
  return {
    sections: [
      { kind: 'answer', text: text.join(' ') },
      { kind: 'configuration', text: placedSnippet({ title, where, code }, machine) },
      ...labelled('apply', 'Apply', [
        set === 'nixos' ? rebuildLine(machine) : '`home-manager switch`',
      ]),
      {
        kind: 'more',
        text: [
          ...(others.length === 0
            ? []
            : [`- Options: ${others.map((name) => `\`${name}\``).join(', ')}`]),
          `- \`nixai explain-option ${found.title}\``,
          `- [${module} at search.nixos.org](https://search.nixos.org/options?query=${module})`,
        ].join('\n'),
      },
    ],
    options: [{ name: found.title, set }],
  };
}

function saidOf({ text }: Passage): string {
  const [first = ''] = text.trim().split(/\n\s*\n/, 1);
  const said = first.replace(/\s+/g, ' ');
  return said === '' ? '.' : ` (${said.replace(/\.$/, '')}).`;
}

/** The options beside it, the shallow ones first. */
function othersOf(name: string, catalog: OptionCatalog): string[] {
  return catalog
    .below(name.slice(0, -'.enable'.length), mostOthers + 1)
    .map((option) => option.name)
    .filter((other) => other !== name)
    .slice(0, mostOthers);
}

/** Whether the question wants the thing, and says nothing else that could be its point. */
function isWish(question: string, option: string): boolean {
  const wanted = [...actionsIn(question)];
  if (wanted.length > 0 && !wanted.some((action) => deeds.has(action))) return false;
  const path = new Set(termsOf(option).words);
  const joined = option.toLowerCase().replace(/[^a-z\d]/g, '');
  const others = termsOf(question).words.filter(
    (word) => !isQuiet(word) && !path.has(word) && !joined.includes(word) && !besides.has(word),
  );
  return others.length === 0;
}

/** Words that go with any wish for a thing. */
const besides = new Set(
  termsOf('server service daemon desktop install self-hosted host website').words,
);
