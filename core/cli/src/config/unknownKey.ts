import { ExitCode, NixaiError } from '@nixai/api';
import { nearestKey } from './nearestKey.js';

/**
 * The error for a key that nobody declares, with the one that was probably meant.
 * @param others valid keys besides the core's: those of plugins' sections.
 */
export function unknownKey(path: string, others: readonly string[]): NixaiError {
  const nearest = nearestKey(path, others);
  return new NixaiError({
    code: 'config-unknown-key',
    what: `there is no key "${path}"`,
    why: nearest === undefined ? undefined : `nearest: ${nearest}`,
    hint: nearest === undefined ? 'nixai config show' : `nixai config get ${nearest}`,
    exitCode: ExitCode.refused,
  });
}
