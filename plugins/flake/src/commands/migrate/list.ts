import { defineCommand, schema, type Infer } from '@nixai/api';

const { object, string, list, integer, described } = schema;
const output = object({
  migrations: list(
    object({
      id: string,
      date: string,
      about: described('What it was: to-flakes.', string),
      folder: string,
      entries: described('Files, folders and links that were kept.', integer),
      equal: described('Those that are now as they were before it.', integer),
    }),
  ),
});
export type Migrations = Infer<typeof output>;

export default defineCommand({
  summary: 'Migrations that can be rolled back',
  examples: ['<%= config.bin %> migrate list'],
  effects: [],
  output,
  async run({ host }): Promise<Migrations> {
    const { backups } = await import('../../migrate/backup/backup.js');
    const { differencesNow } = await import('../../migrate/backup/rollback.js');
    return {
      migrations: backups(host).map((one) => ({
        id: one.id,
        date: one.date,
        about: one.about,
        folder: one.folder,
        entries: one.kept.length,
        equal: one.kept.length - differencesNow(one).length,
      })),
    };
  },
  async render(result, view) {
    return (await import('../../render/migrate/listed.js')).renderMigrations(result, view);
  },
});
