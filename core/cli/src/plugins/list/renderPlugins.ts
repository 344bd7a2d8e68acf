import type { View } from '@nixai/api';
import { bundledType } from '../../bundledPlugins.js';
import { effectNames } from '../effectNames.js';
import type { PluginLine } from './describe.js';

/** `docSources` → `doc sources`; another plugin's point as it is: `acme.pages` */
const pointName = (point: string): string =>
  point.includes('.') ? point : point.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

type Gives = readonly (readonly [what: string, names: string])[];

/** What a plugin gives, part by part. */
function partsOf({ commands, contributions, services, opens }: PluginLine): Gives {
  const points = Object.entries(contributions).map(
    ([id, names]) => [pointName(id), names] as const,
  );
  const parts = [
    ['commands', commands] as const,
    ...points,
    ['services', services] as const,
    ['opens', opens] as const,
  ];
  return parts
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => [what, names.join(', ')] as const);
}

/** The same in a few words: "notes search; doc sources: notes". */
function gives(plugin: PluginLine): string {
  const parts = partsOf(plugin).map(([what, names]) =>
    what === 'commands' ? names : `${what}: ${names}`,
  );
  return parts.length > 0 ? parts.join('; ') : 'nothing';
}

/** The host of a registry; what else it came from as it is. */
function origin({ type, from }: PluginLine): string {
  if (type === 'link') return `linked from ${from}`;
  if (type === bundledType) return 'part of this nixai';
  return `from ${/^https?:\/\/([^/]+)\/.*\/-\//.exec(from)?.[1] ?? from}`;
}

/** A few lines for each plugin: what it gives or why it does not, and where it came from. */
export function renderPlugins(plugins: readonly PluginLine[], view: View): string {
  if (plugins.length === 0) return 'No plugins installed.';
  return plugins.map((plugin) => summary(plugin, view)).join('\n\n');
}

function summary(plugin: PluginLine, view: View): string {
  const { name, version, pinned, problem, remedy, type, signedBy, update } = plugin;
  const api = plugin.apiVersion ?? plugin.apiRange;
  const { signatureFault: fault } = plugin;
  const unsigned = fault === undefined ? 'unsigned' : 'signature wrong';
  const signed = signedBy === undefined ? unsigned : `signed by ${signedBy}`;
  const facts = [
    ...(api === undefined ? [] : [`api ${api}`]),
    ...(type === 'user' ? [signed] : []),
    origin(plugin),
  ];
  return [
    view.style.heading(`${name} ${version}${pinned ? ' (pinned)' : ''}`),
    ...(problem === undefined
      ? [view.wrap(gives(plugin), 2)]
      : [view.wrap(`${view.style.bad('left out:')} ${problem}`, 2)]),
    ...(fault === undefined ? [] : [view.wrap(`${view.style.bad('changed:')} ${fault}`, 2)]),
    ...(fault === undefined || remedy !== undefined ? [] : [`  mend:   ${reinstall(plugin)}`]),
    ...(remedy === undefined ? [] : [`  mend:   ${remedy}`]),
    ...hiddenLines(plugin).map((line) => view.wrap(line, 2)),
    ...(update === undefined ? [] : [`  update: nixai plugins update ${name} (${update})`]),
    view.wrap(facts.join(', '), 2),
  ].join('\n');
}

/** Puts the files back that were signed; what is there already is not installed again. */
const reinstall = ({ name, from }: PluginLine): string =>
  `nixai plugins uninstall ${name} && nixai plugins install ${/\/-\//.test(from) ? name : from}`;

function hiddenLines({ hidden = {} }: PluginLine): readonly string[] {
  return Object.entries(hidden).map(
    ([words, owner]) => `hidden: "${words}" is a command of ${owner} already`,
  );
}

/** All that is known of one plugin. */
export function renderPlugin(plugin: PluginLine, view: View): string {
  const { name, version, from, pinned, root, integrity, signedBy, update } = plugin;
  const { signatureFault: fault } = plugin;
  const pairs: (readonly [string, string])[] = [
    ['version', `${version}${pinned ? ' (pinned)' : ''}`],
    ['api', plugin.apiVersion ?? plugin.apiRange ?? 'not said'],
    ...(plugin.commands.length === 0 ? [['commands', 'none'] as [string, string]] : []),
    ...partsOf(plugin).map(([what, names]): [string, string] => [what, names]),
    ...(plugin.needs.length > 0 ? [['needs', plugin.needs.join(', ')] as [string, string]] : []),
    ['effects', effectNames(plugin.effects)],
    ['from', from],
    ['folder', root],
    ...(plugin.type === bundledType
      ? []
      : ([
          ['integrity', integrity ?? 'a linked folder has none'],
          ['signature', signedBy === undefined ? (fault ?? 'unsigned') : `by ${signedBy}`],
          [
            'update',
            update === undefined ? 'none known' : `${update}: nixai plugins update ${name}`,
          ],
        ] as const)),
  ];
  const lines = [view.style.heading(name), view.pairs(pairs)];
  lines.push(...hiddenLines(plugin));
  if (fault !== undefined)
    lines.push('', `${view.style.bad(name)} is used, and was changed:\n  ${reinstall(plugin)}`);
  if (plugin.problem !== undefined) lines.push('', problemLines(plugin, view));
  return lines.join('\n');
}

function problemLines({ name, problem = '', remedy }: PluginLine, view: View): string {
  const line = `${view.style.bad(name)} is left out: ${problem}`;
  return remedy === undefined ? line : `${line}\n  ${remedy}`;
}
