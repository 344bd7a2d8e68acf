import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NixaiError, messageOf, type Host } from '@nixai/api';

/**
 * The key of a provider: the environment or the configuration (the configuration service puts the
 * environment first), else a file: `*_FILE` or `api_key_file`, else a systemd credential.
 * @throws NixaiError `key-unreadable` for a file that was named and cannot be read.
 */
export async function readKey(
  host: Host,
  provider: 'openai' | 'gemini',
): Promise<string | undefined> {
  const value = await host.config.get(`providers.${provider}.api_key`);
  if (value !== undefined) return value;
  const named = await host.config.get(`providers.${provider}.api_key_file`);
  if (named !== undefined) return keyFromFile(named, host);
  const credentials = process.env['CREDENTIALS_DIRECTORY'];
  if (credentials === undefined) return undefined;
  return keyFromFile(join(credentials, `${provider}-api-key`), host).catch(() => undefined);
}

async function keyFromFile(path: string, host: Host): Promise<string> {
  try {
    const { mode } = await stat(path);
    // As ssh does for its own keys.
    if ((mode & 0o077) !== 0)
      host.log.warn(`others can read the key file ${path}: chmod 600 ${path}`);
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw new NixaiError({
      code: 'key-unreadable',
      what: `the key file ${path} cannot be read`,
      why: messageOf(error),
      hint: `ls -l ${path}`,
      cause: error,
    });
  }
}
