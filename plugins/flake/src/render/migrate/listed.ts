import type { View } from '@nixai/api';
import type { Migrations } from '../../commands/migrate/list.js';

export function renderMigrations({ migrations }: Migrations, view: View): string {
  if (migrations.length === 0) return 'There has been no migration.';
  return view.table(
    [
      { title: 'ID' },
      { title: 'What' },
      { title: 'Folder', flexible: true },
      { title: 'As it was' },
    ],
    migrations.map(({ id, about, folder, entries, equal }) => [
      id,
      about,
      folder,
      equal === entries ? 'all' : `${equal} of ${entries}`,
    ]),
  );
}
