import { arg, defineCommand, flag, type ExitCode } from '@nixai/api';
import { eventSchema } from '../../results/built.js';
import { profileSchema } from '../../results/profile.js';

export default defineCommand({
  summary: 'Say where the time of a build went, by derivation and phase',
  description: `With no word: of the last recorded build that built something. With an installable: builds it, and
measures; where all of it is there already, what was recorded of it, or it is built once more with --rebuild. With a file
that nixai build --json or --ndjson wrote: of that. All times are measured, by when Nix told of a phase; what the same
thing took before is what was recorded then.`,
  examples: [
    '<%= config.bin %> build profile',
    '<%= config.bin %> build profile .#web --rebuild',
    '<%= config.bin %> build profile --package nixpkgs#vim',
    '<%= config.bin %> build profile build.ndjson --json',
  ],
  effects: ['run', 'network'],
  grace: 5_000,
  output: profileSchema,
  events: eventSchema,
  args: {
    what: arg.string('An installable, the name of a record, or a file of nixai build --ndjson'),
  },
  flags: {
    package: flag.string('The installable'),
    file: flag.string('Of this file, as nix-build reads it', { char: 'f' }),
    attr: flag.string('This attribute of it', { char: 'A' }),
    rebuild: flag.boolean('Build it once more, though it is there'),
  },
  async run(context) {
    const { args, flags } = context;
    const { measure } = await import('../../profile/measure.js');
    const { rebuild, file, attr } = flags;
    const word = args.what ?? flags.package;
    return measure(context, { word, file, attr, rebuild, folder: process.cwd() });
  },
  async render(result, view) {
    return (await import('../../render/profile.js')).renderProfile(result, view);
  },
  exitCode: ({ from, code }) => (from === 'built' ? code : 0) as ExitCode,
});
