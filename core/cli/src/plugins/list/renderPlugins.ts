import type { View } from '@nixai/api';
import type { PluginLine } from './describe.js';

/** What a plugin gives, in a few words: "notes search; docSources: notes". */
function gives({ commands, contributions }: PluginLine): string {
  const points = Object.entries(contributions).map(
    ([point, names]) => `${point}: ${names.join(', ')}`,
  );
  return [...(commands.length > 0 ? [commands.join(', ')] : []), ...points].join('; ');
}

/** One line a plugin, and a sentence for each that does not work. */
export function renderPlugins(plugins: readonly PluginLine[], view: View): string {
  if (plugins.length === 0) return 'No plugins installed.';
  const rows = plugins.map((plugin) => [
    plugin.name,
    `${plugin.version}${plugin.pinned ? ' (pinned)' : ''}`,
    plugin.apiVersion ?? '-',
    plugin.problem === undefined ? gives(plugin) : 'left out, see below',
    plugin.type === 'link' ? 'linked' : (plugin.signedBy ?? 'unsigned'),
    plugin.update ?? '',
  ]);
  const table = view.table(
    [
      { title: 'Plugin' },
      { title: 'Version' },
      { title: 'API' },
      { title: 'Gives', flexible: true },
      { title: 'Signed' },
      { title: 'Update' },
    ],
    rows,
  );
  const broken = plugins.filter(({ problem }) => problem !== undefined);
  return [table, ...broken.map((plugin) => problemLines(plugin, view))].join('\n\n');
}

/** All that is known of one plugin. */
export function renderPlugin(plugin: PluginLine, view: View): string {
  const { name, version, apiVersion, from, pinned, root, integrity, signedBy, update } = plugin;
  const pairs: [string, string][] = [
    ['version', `${version}${pinned ? ' (pinned)' : ''}`],
    ['api', apiVersion ?? 'registers nothing'],
    ['commands', plugin.commands.join(', ') || 'none'],
    ...Object.entries(plugin.contributions).map(([point, names]): [string, string] => [
      point,
      names.join(', '),
    ]),
    ['from', from],
    ['folder', root],
    ['integrity', integrity ?? 'a linked folder has none'],
    ['signature', signedBy === undefined ? 'unsigned' : `by ${signedBy}`],
    ['update', update === undefined ? 'none known' : `${update}: nixai plugins update ${name}`],
  ];
  const lines = [view.style.heading(name), view.pairs(pairs)];
  if (plugin.problem !== undefined) lines.push('', problemLines(plugin, view));
  return lines.join('\n');
}

function problemLines({ name, problem = '', remedy }: PluginLine, view: View): string {
  const line = `${view.style.bad(name)} is left out: ${problem}`;
  return remedy === undefined ? line : `${line}\n  ${remedy}`;
}
