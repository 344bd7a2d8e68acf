import { ExitCode, NixaiError, arg, defineCommand, flag, schema } from '@nixai/api';
import { keepFlags, policyOf } from '../../forget/flags.js';
import { placeFlags } from '../../place/flags.js';

const { object, string, list, integer, boolean, optional, described } = schema;

export default defineCommand({
  summary: 'Take backups out of a repository for good',
  description: `Those that are named, and those that no --keep rule keeps, of each machine by itself. The newest
backup that was read back stays, whatever is said. Shown and asked first.`,
  examples: [
    '<%= config.bin %> store forget --repo /mnt/usb/backups --keep-daily 7 --keep-weekly 4 --dry-run',
  ],
  effects: ['run', 'network', 'destructive'],
  output: object({
    place: string,
    snapshots: list(object({ id: string, made: string, host: string, own: optional(string) })),
    kept: integer,
    newestVerified: optional(described('It is never forgotten', string)),
    done: boolean,
  }),
  args: { backups: arg.rest('Backups by their ids') },
  strict: false,
  flags: {
    ...keepFlags,
    'dry-run': flag.boolean('Say which would go, and take nothing away'),
    yes: flag.boolean('Do not ask'),
    ...placeFlags,
  },
  async run(context) {
    const { forget } = await import('../../forget/forget.js');
    const { engineOf } = await import('../../place/flags.js');
    const { flags, argv } = context;
    const policy = policyOf(flags);
    if (argv.length === 0 && policy === undefined)
      throw new NixaiError({
        code: 'usage',
        what: 'say which backups are to go, or which are to stay',
        hint: 'nixai store forget --keep-daily 7 --keep-weekly 4 --dry-run',
        exitCode: ExitCode.usage,
      });
    return forget(context, {
      engine: await engineOf(context),
      names: argv,
      ...(policy && { policy }),
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
    });
  },
  render({ place, snapshots, kept, done }, { wrap }) {
    if (snapshots.length === 0) return wrap(`Nothing to forget: all ${kept} in ${place} stay.`);
    return [
      ...snapshots.map(({ id, host }) => `${done ? 'forgotten' : 'would go'}  ${id}  ${host}`),
      wrap(`${kept} stay in ${place}.${done ? '' : ' Nothing was taken away.'}`),
    ].join('\n');
  },
});
