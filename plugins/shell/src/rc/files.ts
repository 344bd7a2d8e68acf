import { realpath } from 'node:fs/promises';
import { expectOf, ExitCode, NixaiError, type FileChange } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { sourceLine } from './places.js';

/** @returns undefined where there is no such file. */
export async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readRegular(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A change of a file that has to be as it was read. */
export const changeOf = (
  path: string,
  before: string | undefined,
  content: string | undefined,
): FileChange => ({
  path,
  content,
  expect: expectOf(before),
});

/**
 * What Home Manager or NixOS made is made anew at the next switch.
 * @throws NixaiError `shell-managed` (exit 5).
 */
export async function refuseManaged(rc: string, script: string, shell: string): Promise<void> {
  const real = await realpath(rc).catch(() => rc);
  if (!real.startsWith('/nix/store/')) return;
  throw new NixaiError({
    code: 'shell-managed',
    what: `${rc} is made by Home Manager: what is written there is gone at its next switch`,
    why: `in your configuration, programs.${shell}.${shell === 'zsh' ? 'initContent' : 'initExtra'} is the place for this line:\n  ${sourceLine(script)}`,
    hint: `nixai shell init ${shell} > ${script}`,
    exitCode: ExitCode.refused,
  });
}
