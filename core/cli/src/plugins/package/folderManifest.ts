import { join } from 'node:path';
import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { readBounded } from '../../readBounded.js';
import type { Manifest } from './candidate.js';

/**
 * The package.json of a folder that somebody has named.
 * @throws NixaiError `not-a-plugin`.
 */
export function folderManifest(root: string): Manifest {
  try {
    return JSON.parse(readBounded(join(root, 'package.json'))) as Manifest;
  } catch (cause) {
    throw noPluginIn(root, `its package.json cannot be read: ${messageOf(cause)}`, cause);
  }
}

export function noPluginIn(root: string, why: string, cause?: unknown): NixaiError {
  return new NixaiError({
    code: 'not-a-plugin',
    what: `there is no plugin of nixai in ${root}`,
    why,
    hint: 'nixai plugins create NAME',
    exitCode: ExitCode.refused,
    cause,
  });
}
