import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { ranSchema } from '../../../backups/result.js';
import { registryFlags } from '../../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../../select/selector.js';

const { object, list } = schema;

export default defineCommand({
  summary: 'Back machines up, and read back what was made',
  description: `Each machine runs restic itself, as root. Then all of its repository is read, the backup is restored there
for a look, and each file compared with what it was; only that is a success. Ends with 1 where one is not verified.`,
  examples: [
    '<%= config.bin %> machines backup run web1',
    '<%= config.bin %> machines backup run --all --init',
  ],
  effects: ['network', 'run'],
  grace: 10_000,
  output: object({ machines: list(ranSchema) }),
  args: selectorArg,
  strict: false,
  flags: {
    init: flag.boolean('Make a repository where there is none'),
    'no-verify': flag.boolean('Do not read it back: it then does not count as verified'),
    prune: flag.boolean('After that take away what no rule of the strategy keeps', {
      exclusive: ['no-verify'],
    }),
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { chooseBackups } = await import('../../../backups/choose.js');
    const { runBackups } = await import('../../../backups/run.js');
    const { flags } = context;
    const machines = await runBackups(context, await chooseBackups(context, false), {
      init: flags.init === true,
      verify: flags['no-verify'] !== true,
      prune: flags.prune === true,
    });
    return { machines };
  },
  async render({ machines }, view) {
    return (await import('../../../render/backups/backups.js')).renderRan(machines, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ fault }) => fault === undefined) ? ExitCode.ok : ExitCode.failure,
});
