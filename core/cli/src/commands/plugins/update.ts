import { arg, defineCommand, flag } from '@nixai/api';
import { pluginNames } from '../../command/completers.js';
import { rootFlag } from '../../plugins/flags.js';
import { pluginsUpdateResult } from '../../results/pluginsUpdate.js';

export default defineCommand({
  summary: 'Bring plugins up to date, after a look at what would change',
  description: `A plugin that was installed with a version (NAME@1.2.0) is pinned and stays; to go back to an
earlier one, install that version.`,
  examples: ['<%= config.bin %> plugins update', '<%= config.bin %> plugins update notes --yes'],
  effects: ['run', 'network', 'write'],
  output: pluginsUpdateResult,
  args: { plugins: arg.rest('Names; all of them if absent', { complete: pluginNames }) },
  strict: false,
  flags: {
    yes: flag.boolean('Do not ask', { char: 'y' }),
    'dry-run': flag.boolean('Show what would be installed, and change nothing'),
    ...rootFlag,
  },
  async run({ host, argv, flags, prompt, signal, write, view, progress }) {
    const plugins = await import('../../plugins/index.js');
    plugins.refuseRoot(flags['as-root']);
    const looking = progress('Looking for updates …');
    const specs = plugins.followed(host, argv.map(plugins.fullName));
    const all = await plugins.planInstall(host, specs, signal);
    looking.stop();
    const changing = all.filter(({ preview }) => preview.changes);
    const updated = changing.map(({ preview }) => preview);
    const nothing = { updated: [], plugins: updated };
    if (updated.length > 0 && (!flags.yes || flags['dry-run'])) {
      for (const preview of updated) write(`${plugins.renderPreview(preview, view)}\n\n`);
      if (flags['dry-run'] || !(await prompt.confirm('Update?'))) return nothing;
    }
    if (updated.length === 0) return nothing;
    await plugins.installPackages(
      host,
      changing.map(({ candidate }) => candidate),
      signal,
    );
    return { updated: updated.map(({ name }) => name), plugins: updated };
  },
  render({ updated, plugins }) {
    if (plugins.length === 0) return 'Every plugin is up to date.';
    if (updated.length === 0) return 'Nothing was updated.';
    return plugins
      .map(
        ({ name, installed = 'nothing', version }) => `Updated ${name}: ${installed} → ${version}`,
      )
      .join('\n');
  },
});
