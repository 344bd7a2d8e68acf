import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What no run may leave for good: temporary files, drafts, locks, an open journal, half a backup. */
export function strays(home) {
  const names = readdirSync(home.path, { recursive: true });
  const half = [
    ...halfIn(home, '.local/state/nixai/backups', 'change.json'),
    ...halfIn(home, '.local/share/nixai/migrations', 'backup.json'),
  ];
  return [
    ...names.filter((name) =>
      /\.nixai-\d+-|(?<!flake)\.lock(?:\.[0-9a-f]{12})?$|\.draft|journal\.json$|\.local\/share\/nixai\/\.done$/.test(
        name,
      ),
    ),
    ...half,
  ];
}

/** The backups in a folder that have something in them and not the list of it, which comes last. */
function halfIn(home, name, list) {
  const folder = join(home.path, name);
  if (!existsSync(folder)) return [];
  const holdsFiles = (id) =>
    readdirSync(join(folder, id), { recursive: true, withFileTypes: true }).some((entry) =>
      entry.isFile(),
    );
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: id }) => id)
    .filter((id) => !existsSync(join(folder, id, list)) && holdsFiles(id));
}
