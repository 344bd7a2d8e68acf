import { sep } from 'node:path';
import { defineCommand, flag } from '@nixai/api';
import { homeFolder } from '@nixai/safety/place';
import { undoListResult } from '../../results/undoList.js';

export default defineCommand({
  summary: 'List the changes that can be taken back, newest first',
  examples: ['<%= config.bin %> undo list', '<%= config.bin %> undo list --limit 5 --json'],
  effects: [],
  output: undoListResult,
  flags: { limit: flag.integer('At most so many', { default: 20, min: 1 }) },
  async run({ host, flags }) {
    const { listUndoable } = await import('@nixai/safety');
    const changes = await listUndoable(host);
    return {
      total: changes.length,
      changes: changes.slice(0, flags.limit).map(({ files, ...change }) => ({
        ...change,
        files: files.map(({ path }) => path),
      })),
    };
  },
  render({ changes, total }, view) {
    if (total === 0) return 'There is no change to take back.';
    // The id begins with the time.
    const rows = changes.map(({ id, about, files, undone }) => [
      id,
      undone ? `${about} (undone)` : about,
      files.map(fromHome).join(', '),
    ]);
    const table = view.table(
      [{ title: 'id' }, { title: 'change' }, { title: 'files', flexible: true }],
      rows,
    );
    return changes.length < total ? `${table}\n\n${total - changes.length} more (--limit)` : table;
  },
});

/** `~/.config/…`, as people write it: ids and changes leave little room. */
function fromHome(path: string): string {
  const home = homeFolder();
  return path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}
