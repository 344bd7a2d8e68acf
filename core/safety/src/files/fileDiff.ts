import type { Redactor } from '@nixai/api';
import { diffWithoutSecrets } from './diff.js';
import { fileUnreadable } from './faults.js';
import { readPlain } from './readPlain.js';

/** A file's bytes; undefined where there is none. @throws NixaiError `file-unreadable`. */
export async function contentOf(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readPlain(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileUnreadable(path, error);
  }
}

/** What becomes of a file, as a unified diff; a sentence where it is no text. Without secrets. */
export function fileDiff(
  now: Uint8Array | undefined,
  wanted: Uint8Array | undefined,
  path: string,
  redactor: Redactor,
): string {
  const [before, after] = [textOf(now), textOf(wanted)];
  if (before === undefined || after === undefined)
    return `${path}: ${now?.length ?? 0} bytes become ${wanted?.length ?? 0}; not text\n`;
  return diffWithoutSecrets(before, after, path, redactor);
}

/** UTF-8 text, empty for no file; undefined for anything else. */
function textOf(content: Uint8Array | undefined): string | undefined {
  if (content === undefined) return '';
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
