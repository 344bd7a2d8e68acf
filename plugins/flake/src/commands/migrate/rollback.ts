import { arg, defineCommand, flag, schema, type Infer } from '@nixai/api';

const { object, string, list, optional, boolean, integer, described } = schema;
const output = object({
  id: string,
  folder: string,
  restored: list(string),
  removed: list(string),
  changedSince: described('Restored files that were changed after the migration.', list(string)),
  left: described('What came after the migration, and stays.', list(string)),
  entries: described('Files, folders and links in the backup.', integer),
  equal: described('Those that are as they were: content, mode, owner, target.', integer),
  written: boolean,
  undo: optional(described('The id for nixai undo.', string)),
});
export type RolledBackResult = Infer<typeof output>;

export default defineCommand({
  summary: 'Have a folder as it was before a migration, and prove it',
  description:
    'Puts back what the migration changed, and what was changed since in the same files (nixai undo brings that back), modes, owners and links too; compares all with the hashes that were kept. Files that came later stay. Exit code 1 where anything is not as it was.',
  examples: ['<%= config.bin %> migrate list', '<%= config.bin %> migrate rollback 2026-11-29-1'],
  effects: ['run', 'write'],
  output,
  args: { id: arg.string('As nixai migrate list has it; the newest one if absent') },
  flags: {
    'dry-run': flag.boolean('Show it, and write nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, carryOut, args, flags }): Promise<RolledBackResult> {
    const { backupOf } = await import('../../migrate/backup/backup.js');
    const { rollBack } = await import('../../migrate/backup/rollback.js');
    return rollBack({
      host,
      carryOut,
      backup: backupOf(host, args.id),
      dryRun: flags['dry-run'] === true,
      yes: flags.yes,
    });
  },
  async render(result, view) {
    return (await import('../../render/migrate/rolledBack.js')).renderRolledBack(result, view);
  },
  exitCode: ({ written, equal, entries }) => (written && equal < entries ? 1 : 0),
});
