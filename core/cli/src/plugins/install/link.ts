import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, NixaiError, type Host } from '@nixai/api';
import type { Manifest } from '../package/candidate.js';
import { isPartOfNixai } from '../package/names.js';
import { machinePolicy, refuse } from '../policy/policy.js';
import { putEntries, withStoreLock } from '../store/store.js';

export interface Linked {
  readonly name: string;
  readonly version?: string;
  /** Absolute. */
  readonly root: string;
}

/**
 * Uses a plugin out of the folder where it is written, as it was built there.
 * @throws NixaiError `not-a-plugin` or `policy-refused`.
 */
export async function linkPlugin(host: Host, root: string): Promise<Linked> {
  const { name, version, oclif } = readManifest(root);
  if (name === undefined || (oclif?.commands ?? oclif?.hooks) === undefined) throw noPlugin(root);
  if (isPartOfNixai(name)) throw noPlugin(root, `it is called ${name}, as a part of nixai is`);
  const policy = await machinePolicy();
  if (policy !== undefined) refuse(policy, { name, source: 'link', from: root });
  await withStoreLock(host, () => putEntries(host, [{ name, type: 'link', root }]));
  return { name, version, root };
}

function readManifest(root: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  } catch (cause) {
    throw noPlugin(root, undefined, cause);
  }
}

function noPlugin(
  root: string,
  why = 'its package.json would name commands or a nixai:register hook under "oclif"',
  cause?: unknown,
): NixaiError {
  return new NixaiError({
    code: 'not-a-plugin',
    what: `there is no plugin of nixai in ${root}`,
    why,
    hint: 'nixai plugins create NAME',
    exitCode: ExitCode.refused,
    cause,
  });
}
