import { arg, defineCommand, flag, schema, type Infer } from '@nixai/api';

const { object, string, list, integer, boolean, described } = schema;
const output = object({
  changed: boolean,
  before: described('What names were held to until now', string),
  against: described('What they are held to from now on', string),
  added: list(string),
  removed: list(string),
  retyped: described('Options whose type is another', integer),
});
export type Updated = Infer<typeof output>;

export default defineCommand({
  summary: 'Take a newer list of devenv’s options',
  description: `The list is docs/src/reference/options.md of devenv's repository, which you have fetched; nothing is asked
over the network. It is kept beside nixai's state and counts where it is newer than the one that comes with the
plugin; --built-in goes back to that one.`,
  examples: [
    '<%= config.bin %> devenv update-options options.md --devenv-version 2.3.0',
    '<%= config.bin %> devenv update-options --built-in',
  ],
  effects: ['write'],
  output,
  args: { file: arg.string('options.md') },
  flags: {
    'devenv-version': flag.string('The version that the list is of'),
    'built-in': flag.boolean('Go back to the list that comes with the plugin'),
    'dry-run': flag.boolean('Say what would be different, and keep nothing'),
  },
  async run({ host, args, flags }): Promise<Updated> {
    const { goBack, update } = await import('../../options/update.js');
    return flags['built-in'] === true
      ? goBack(host, flags['dry-run'] === true)
      : update(host, args.file, flags['devenv-version'], flags['dry-run'] === true);
  },
  async render(updated, view) {
    return (await import('../../render/updated.js')).renderUpdated(updated, view);
  },
});
