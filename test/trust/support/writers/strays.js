import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What no run may leave for good: temporary files, drafts, locks, an open journal, half a backup. */
export function strays(home) {
  const names = readdirSync(home.path, { recursive: true });
  const backups = join(home.path, '.local/state/nixai/backups');
  const half = existsSync(backups)
    ? readdirSync(backups).filter((id) => !existsSync(join(backups, id, 'change.json')))
    : [];
  return [
    ...names.filter((name) =>
      /\.nixai-\d+-|(?<!flake)\.lock(?:\.[0-9a-f]{12})?$|\.draft|journal\.json$|\.local\/share\/nixai\/\.done$/.test(
        name,
      ),
    ),
    ...half,
  ];
}
