import { statSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gitWouldWait } from './faults.js';

/** What git opens of a repository whatever it is asked. */
const opened = [
  'HEAD',
  'config',
  'config.worktree',
  'commondir',
  'packed-refs',
  'index',
  'shallow',
  'info/exclude',
  'info/attributes',
];

/**
 * Refuses a folder whose repository has a named pipe or a device in the place of one of its own files:
 * git would read it, and never come to an end.
 * @throws NixaiError `program-failed`.
 */
export function refuseEndlessGit(args: readonly string[], cwd: string): void {
  const at = args.indexOf('-C');
  for (
    let folder = resolve(cwd, at === -1 ? '' : (args[at + 1] ?? ''));
    ;
    folder = dirname(folder)
  ) {
    const repository = join(folder, '.git');
    if (look(repository)?.isDirectory() === true) {
      const endless = opened
        .map((name) => join(repository, name))
        .find((file) => isEndless(look(file)));
      if (endless !== undefined) throw gitWouldWait(folder, endless);
      return;
    }
    if (folder === dirname(folder)) return;
  }
}

function isEndless(file: Stats | undefined): boolean {
  return file?.isFIFO() === true || file?.isCharacterDevice() === true;
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
