import type { FileService, Host, Redactor } from '@nixai/api';
import { changeFiles } from './changeFiles.js';
import { diffWithoutSecrets } from './diff.js';
import { acquireLock } from './lock.js';
import { openNamed } from './openNamed.js';
import { planChanges } from './planChanges.js';
import { removeFile } from './removeFile.js';
import { writeAtomically } from './writeAtomically.js';

/** The one place where files are written. */
export function createFileService({ paths }: Pick<Host, 'paths'>, redactor: Redactor): FileService {
  return {
    open: openNamed,
    write: (path, content, options) => writeAtomically(path, { content, ...options }, paths),
    change: (changes, about) => changeFiles(changes, { about }, paths),
    plan: (changes, about) => planChanges(changes, about, paths, redactor),
    remove: (path) => removeFile(path),
    lock: (path, wait) => acquireLock(path, paths, wait),
    diff: (before, after, name) => diffWithoutSecrets(before, after, name, redactor),
  };
}
