import { dirname } from 'node:path';
import { NixaiError, type ProcessRunner } from '@nixai/api';

/** A folder of our own for as long as the work takes; only its owner may look into it. */
export async function withScratch<T>(
  run: ProcessRunner,
  signal: AbortSignal,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const made = await run.run(['mktemp', '-d', '-t', 'nixai-package-XXXXXXXX'], { signal });
  const folder = made.stdout.trim();
  if (made.code !== 0 || !folder.startsWith('/'))
    throw new NixaiError({
      code: 'package-scratch',
      what: 'there is no place for files that are needed for a moment',
      why: made.stderr.trim(),
      hint: 'TMPDIR names a folder that can be written to',
    });
  try {
    return await work(folder);
  } finally {
    // Also after Ctrl-C: without the signal. Modules of go are read-only.
    await run.run(['chmod', '-R', 'u+w', '--', folder]);
    await run.run(['rm', '-rf', '--', folder]);
  }
}

/** A file in such a folder, with the folders that it is in. */
export async function writeScratch(
  run: ProcessRunner,
  path: string,
  text: string,
  signal: AbortSignal,
): Promise<void> {
  await run.run(['mkdir', '-p', '--', dirname(path)], { signal });
  const { code, stderr } = await run.run(['tee', '--', path], { input: text, signal });
  if (code !== 0)
    throw new NixaiError({
      code: 'package-scratch',
      what: 'a file that is needed for a moment could not be written',
      why: stderr.trim(),
      hint: 'TMPDIR names a folder that can be written to',
    });
}
