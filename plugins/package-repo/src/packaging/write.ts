import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expectOf, ExitCode, NixaiError, files, type Host, type Plan } from '@nixai/api';
import type { OutputFile } from './layout.js';

/**
 * The plan that writes the files.
 * @throws NixaiError `file-exists` (exit 5) where another file would be replaced without `force`.
 */
export async function planFiles(
  host: Host,
  output: string,
  texts: readonly OutputFile[],
  force: boolean,
): Promise<Plan> {
  const changes = [];
  for (const { path, text } of texts) {
    const target = join(output, path);
    const before = await textOf(target);
    if (before !== undefined && before !== text && !force)
      throw new NixaiError({
        code: 'file-exists',
        what: `there is a file ${target} already, and it is another one`,
        hint: 'give another --output, or --force to replace it (nixai undo brings it back)',
        exitCode: ExitCode.refused,
      });
    changes.push({
      path: target,
      content: text,
      expect: expectOf(before),
    });
  }
  return (await host.service(files)).plan(changes, 'package-repo');
}

/** Bytes; a derivation has a thousandth of it. */
const largest = 16 * 2 ** 20;

/** Undefined where there is no file; what is another thing, the plan refuses. */
async function textOf(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile() !== true || stats.size > largest) return undefined;
  return readFile(path, 'utf8').catch(() => undefined);
}
