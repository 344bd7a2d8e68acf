import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { backupFlag, whereFlags } from '../../../backups/flags.js';
import { restoredSchema } from '../../../backups/result.js';
import { registryFlags, writeFlags } from '../../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../../select/selector.js';

const { object, list, boolean } = schema;

export default defineCommand({
  summary: 'Restore a backup into a folder, each file compared with what it was',
  description: `The folder gets what was backed up below it, as from the root: FOLDER/etc/nixos. It is one that is not
there yet, and gets its name only when all is right: before that the whole repository is read, after it each file is
compared. Nothing that is in use is written over; what goes where from there is yours to decide.`,
  examples: [
    '<%= config.bin %> machines backup restore web1 --to /restored --dry-run',
    '<%= config.bin %> machines backup restore db1 --on standby1 --to /restored --dry-run',
  ],
  effects: ['network', 'run', 'write'],
  grace: 10_000,
  output: object({ machines: list(restoredSchema), dryRun: boolean }),
  args: selectorArg,
  strict: false,
  flags: {
    to: flag.string('The folder; of several machines at one place each has one below it', {
      required: true,
    }),
    ...backupFlag,
    ...whereFlags,
    ...selectorFlags,
    ...registryFlags,
    ...writeFlags,
  },
  async run(context) {
    const { chooseBackups } = await import('../../../backups/choose.js');
    const { restoreAll } = await import('../../../backups/restore.js');
    const { to, backup: id, yes = false, 'dry-run': dryRun = false } = context.flags;
    const opening = await chooseBackups(context, false);
    return restoreAll(context, opening, { to, yes, dryRun, ...(id !== undefined && { id }) });
  },
  async render(result, view) {
    return (await import('../../../render/backups/backups.js')).renderRestored(result, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ fault }) => fault === undefined) ? ExitCode.ok : ExitCode.failure,
});
