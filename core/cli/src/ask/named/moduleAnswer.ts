import { docs, optionSetNames, type Host, type OptionCatalog } from '@nixai/api';
import { rebuildLine } from '../applySection.js';
import { labelled } from '../screen/labelled.js';
import { placedSnippet } from '../snippets.js';
import type { MachineFacts, NamedOption, Section } from '../result.js';
import type { NamedModule } from './findModule.js';
import { unfreeModules } from './unfreeModules.js';
import type { NearOption } from './nearOptions.js';

/** An answer drawn from the option set, where no topic has one. */
export interface OptionAnswer {
  readonly sections: readonly Section[];
  readonly options: readonly NamedOption[];
  /** Words of the question that the options say nothing of. */
  readonly open: readonly string[];
}

/** What an answer is made from, besides the module. */
export interface ModuleFacts {
  readonly catalog: OptionCatalog;
  /** Options that have words of the question. */
  readonly near: readonly NearOption[];
  /** Words of the question that nothing here has. */
  readonly open: readonly string[];
  /** The same thing in the other set. */
  readonly other?: NamedModule;
  /** What a topic says of it in passing. */
  readonly said?: readonly string[];
  /** The topic that comes nearest, as a command. */
  readonly topic?: string;
  readonly machine?: MachineFacts;
}

const mostOthers = 8;
const longestDefault = 40;
const mostBelow = 300;

/** What the option set says of a module: that it is there, what it needs least, what bears on the question. */
export async function moduleAnswer(
  module: NamedModule,
  facts: ModuleFacts,
  host: Host,
): Promise<OptionAnswer> {
  const { set, path } = module;
  const where = set === 'nixos' ? 'nixos' : 'home';
  const title = set === 'nixos' ? 'configuration.nix' : 'home.nix';
  const code = codeOf(module, facts);
  return {
    sections: [
      { kind: 'answer', text: await leadOf(module, facts, host) },
      ...(code === ''
        ? []
        : [
            {
              kind: 'configuration',
              text: placedSnippet({ title, where, code }, facts.machine),
            } as const,
          ]),
      ...labelled('apply', 'Apply', [
        set === 'nixos' ? rebuildLine(facts.machine) : '`home-manager switch`',
      ]),
      ...labelled('check', 'Check', checksOf(module)),
      { kind: 'more', text: moreOf(module, facts) },
    ],
    options: [
      ...(module.hasEnable ? [`${path}.enable`] : []),
      ...facts.near.map(({ name }) => name),
    ].map((name) => ({ name, set })),
    open: facts.open,
  };
}

async function leadOf(
  module: NamedModule,
  { near, open, catalog, other, said: told = [] }: ModuleFacts,
  host: Host,
): Promise<string> {
  const { set, path, hasEnable } = module;
  const name = hasEnable ? `${path}.enable` : path;
  const said = hasEnable ? await saidOf(name, module, host) : '';
  const [best] = near;
  return [
    `${optionSetNames[set]} has ${hasEnable ? 'a module for it' : 'options for it'}: \`${name}\`${said}.`,
    ...(best === undefined ? [] : [`Nearest to your question: ${factOf(best, catalog)}.`]),
    ...(other === undefined
      ? []
      : [`${optionSetNames[other.set]} has one, too: \`${other.path}\`.`]),
    ...told,
    told.length === 0
      ? 'My handbook has no topic on it: this is what the option set says, and whether it needs more than that, the options and the manual of the program tell.'
      : 'More than that my handbook does not say of it: the options and the manual of the program do.',
    ...(open.length === 0 ? [] : [`Of ${quoted(open)} the options say nothing.`]),
  ].join(' ');
}

/** What nixai knows to say of it, in brackets. */
async function saidOf(name: string, { set }: NamedModule, host: Host): Promise<string> {
  const found = await (await host.service(docs)).option(name, set);
  if (found.outcome !== 'found') return '';
  const [first = ''] = found.option.description.trim().split(/\n\s*\n/, 1);
  const said = first.replace(/\s+/g, ' ').replace(/\.$/, '');
  return said === '' ? '' : ` (${said})`;
}

const quoted = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ');

/** An option with its type, and its default where that is short. */
function factOf({ name, type }: NearOption, catalog: OptionCatalog): string {
  const fallback = catalog.option(name)?.default;
  const isShort = fallback !== undefined && fallback.length <= longestDefault;
  return `\`${name}\` (${type}${isShort ? `, default \`${fallback}\`` : ''})`;
}

/** Only what is certain: that it is on, a value that the question names, a number as it is. */
function codeOf({ path, hasEnable }: NamedModule, { near, catalog }: ModuleFacts): string {
  const lines = hasEnable ? [`${path}.enable = true;`] : [];
  if (unfreeModules.has(path))
    lines.push('nixpkgs.config.allowUnfree = true; # it is not free software');
  const [best] = near;
  if (best !== undefined && !best.name.includes('<') && !best.name.includes('*')) {
    const { name, value, type } = best;
    const fallback = catalog.option(name)?.default ?? '';
    if (value !== undefined) lines.push(`${name} = "${value}";`);
    else if (/integer|port/.test(type) && /^\d+$/.test(fallback))
      lines.push(`${name} = ${fallback}; # the default: put yours`);
  }
  return lines.join('\n');
}

function checksOf({ set, path }: NamedModule): string[] {
  const name = path.split('.').at(-1) ?? '';
  if (!path.startsWith('services.')) return [];
  const user = set === 'home-manager' ? '--user ' : '';
  return [
    `\`systemctl ${user}status '*${name}*'\`, and what it says: \`journalctl ${user}-b -u '*${name}*'\``,
  ];
}

function moreOf({ path, hasEnable }: NamedModule, { near, catalog, topic }: ModuleFacts): string {
  const named = new Set(near.slice(0, 1).map(({ name }) => name));
  const others = [...near.map(({ name }) => name), ...keyOptions(path, catalog)].filter(
    (name) => !named.has(name) && name !== `${path}.enable`,
  );
  const shown = [...new Set(others)].slice(0, mostOthers);
  const first = near[0]?.name ?? (hasEnable ? `${path}.enable` : shown[0]);
  return [
    ...(shown.length === 0 ? [] : [`- Options: ${shown.map((name) => `\`${name}\``).join(', ')}`]),
    ...(topic === undefined ? [] : [`- Near it: ${topic}`]),
    ...(first === undefined ? [] : [`- \`nixai explain-option ${first}\``]),
    `- [${path} at search.nixos.org](https://search.nixos.org/options?query=${path})`,
  ].join('\n');
}

/** What is set first wherever there is such an option, in this order. */
const usual = [
  ...'settings config extraConfig port listenPort host address listenAddress domain'.split(' '),
  ...'hostName hostname baseUrl url openFirewall environmentFile environmentFiles'.split(' '),
  ...'passwordFile secretFile database dataDir stateDir user plugins extensions package'.split(' '),
];

/** The options of it that people set, then the shallow ones. */
function keyOptions(path: string, catalog: OptionCatalog): string[] {
  const names = catalog.below(path, mostBelow).map(({ name }) => name);
  const depth = path.split('.').length;
  const placeOf = (name: string) => usual.indexOf(name.split('.').at(-1) ?? '');
  const isKey = (name: string) => name.split('.').length <= depth + 1 && placeOf(name) >= 0;
  const keys = names.filter(isKey).toSorted((a, b) => placeOf(a) - placeOf(b));
  return [...keys, ...names.filter((name) => !keys.includes(name))].slice(0, mostOthers + 1);
}
