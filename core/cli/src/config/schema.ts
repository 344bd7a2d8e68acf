import { realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { configKeys as check } from '@nixai/check/config';
import { configKeys as docs } from '@nixai/docs/config';
import { configKeys as machine } from '@nixai/machine/config';
import { configKeys as models } from '@nixai/models/config';
import { configKeys as safety } from '@nixai/safety/config';
import type { ConfigKey } from '@nixai/api';
import { keyType, type KeyKind, type KeyType } from './keyType.js';
import { ownKeys } from './ownKeys.js';

/** A key as the room that reads it describes it: data alone. */
export interface KeyData {
  readonly type: KeyKind;
  readonly describe: string;
  readonly default?: unknown;
  /** Environment variables that set it, strongest first. */
  readonly env?: readonly string[];
  /** Makes the value of a file or variable what `type` accepts: an `OLLAMA_HOST` without scheme. */
  readonly normalize?: (value: unknown) => unknown;
  readonly secret?: boolean;
  /**
   * Whether a project's file may set it, to which values; `inside`: to a path in its own folder. Such
   * a file comes with a cloned repository: it may choose what is read, or make nixai more careful; it
   * may never send anything elsewhere. A model is refused as well: `qwen3-coder:480b-cloud` on a
   * local Ollama is remote.
   */
  readonly project?: 'any' | 'inside' | { readonly only: unknown };
}

/** One key of the core: everything that reads, checks, shows or documents it goes by this. */
export interface KeySpec extends Omit<KeyData, 'type' | 'project'> {
  readonly type: KeyType;
  readonly project?: (value: unknown, folder: string) => boolean;
}

const keys: Readonly<Record<ConfigKey, KeyData>> = {
  ...models,
  ...check,
  ...machine,
  ...docs,
  ...safety,
  ...ownKeys,
};

/** The names of all keys, in the order in which they are shown. */
export const keyNames = Object.keys(keys) as readonly ConfigKey[];

/** Every key of the core. */
export const configKeys = Object.fromEntries(
  keyNames.map((name) => [name, specOf(keys[name])]),
) as Readonly<Record<ConfigKey, KeySpec>>;

function specOf({ type, project, ...data }: KeyData): KeySpec {
  return { ...data, type: keyType(type), project: project && mayProject(project) };
}

function mayProject(allowed: NonNullable<KeyData['project']>): KeySpec['project'] {
  if (allowed === 'any') return () => true;
  return allowed === 'inside' ? isInside : (value) => value === allowed.only;
}

/** True for a folder in the project's own, also after symbolic links. */
function isInside(path: unknown, folder: string): boolean {
  try {
    const way = relative(realpathSync(folder), realpathSync(String(path)));
    return !isAbsolute(way) && way.split('/')[0] !== '..';
  } catch {
    return false;
  }
}

/** True for a key of the core. */
export function isConfigKey(path: string): path is ConfigKey {
  return Object.hasOwn(configKeys, path);
}

/** True for a path that core keys lie below: `providers.ollama`. */
export function isKeyGroup(path: string): boolean {
  return keyNames.some((key) => key.startsWith(`${path}.`));
}
