import { join, resolve } from 'node:path';
import { homeFolder } from '@nixai/safety/place';
import { isPathType } from './keyType.js';
import type { KeySpec } from './schema.js';

/**
 * A path key's value with `~/` put out in full. A relative path means something only in a
 * project's file: below the folder of that file.
 */
export function homePath(
  spec: KeySpec,
  value: unknown,
  env: NodeJS.ProcessEnv,
  projectFolder?: string,
): unknown {
  if (!isPathType(spec.type) || typeof value !== 'string' || value === '') return value;
  if (/^~(\/|$)/.test(value)) return join(homeFolder(env), value.slice(1));
  return projectFolder === undefined ? value : resolve(projectFolder, value);
}
