import { defineCommand, flag } from '@nixai/api';
import { rootFlag } from '../../plugins/flags.js';
import { pluginsSyncResult } from '../../results/pluginsSync.js';

export default defineCommand({
  summary: 'Bring the plugins to what a committed list says',
  description: `Reads nixai-plugins.yaml (plugins: [notes, '@acme/house@^1.2', ./wiki-1.0.0.tgz]), installs what
it names, takes out what it does not, and writes nixai-plugins.lock.json beside it, with the hash of
every package. --frozen installs exactly those bytes or nothing. Linked plugins stay.`,
  examples: [
    '<%= config.bin %> plugins sync',
    '<%= config.bin %> plugins sync --frozen --yes --json',
    '<%= config.bin %> plugins sync --save-mirror ./mirror',
    '<%= config.bin %> plugins sync --frozen --mirror ./mirror --offline --yes',
  ],
  effects: ['run', 'network', 'write'],
  output: pluginsSyncResult,
  flags: {
    list: flag.string('The list', { default: 'nixai-plugins.yaml', char: 'l' }),
    lock: flag.string('Its lock; NAME.lock.json beside it if absent'),
    frozen: flag.boolean('Install what the lock says, and fail if it does not fit the list'),
    mirror: flag.string('Take the packages from this folder of tarballs', {
      dependsOn: ['frozen'],
    }),
    'save-mirror': flag.string('Copy every package of the lock into this folder'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
    'dry-run': flag.boolean('Show what would be installed and removed, and change nothing'),
    ...rootFlag,
  },
  async run({ host, flags, prompt, signal, write, view, progress }) {
    const { resolve } = await import('node:path');
    const plugins = await import('../../plugins/index.js');
    plugins.refuseRoot(flags['as-root']);
    const list = resolve(flags.list);
    const mirror = flags.mirror === undefined ? undefined : resolve(flags.mirror);
    const lock = flags.lock === undefined ? plugins.lockFile(list) : resolve(flags.lock);
    const working = progress('Looking at the packages …');
    const plan = flags.frozen
      ? await plugins.planFrozen(host, { list, lock }, mirror, signal)
      : await plugins.planSync(host, { list, lock }, signal);
    working.stop();
    const { removes, changes } = plan;
    const result = { lock, plugins: plan.plugins, removes, changes, mirrored: undefined };
    if (changes && (!flags.yes || flags['dry-run'])) {
      for (const preview of plan.plugins.filter((one) => one.changes))
        write(`${plugins.renderPreview(preview, view)}\n\n`);
      for (const name of removes) write(`${name}: to be removed\n`);
      if (!flags['dry-run'] && !(await prompt.confirm('Sync?')))
        return { ...result, synced: false };
    }
    if (flags['dry-run']) return { ...result, synced: false };
    // A list that has not changed may still need its lock written.
    const held = changes || plan.lock === undefined ? await plan.carryOut() : plan.lock;
    const folder = flags['save-mirror'];
    if (folder === undefined) return { ...result, synced: true };
    const mirrored = await plugins.writeMirror(host, held, resolve(folder), signal);
    return { ...result, synced: true, mirrored };
  },
  render({ synced, changes, plugins, removes, lock, mirrored }) {
    if (!synced) return 'Nothing was changed.';
    const changed = plugins.filter((one) => one.changes);
    return [
      ...(changes ? [] : [`Everything is as ${lock} says.`]),
      ...changed.map(({ name, version }) => `Installed ${name} ${version}.`),
      ...removes.map((name) => `Removed ${name}.`),
      ...(mirrored === undefined ? [] : [`Copied ${mirrored} packages.`]),
    ].join('\n');
  },
});
