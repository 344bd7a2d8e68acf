import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  ExitCode,
  NixaiError,
  isNixaiError,
  messageOf,
  type Host,
  type KeyPlaces,
} from '@nixai/api';
import { readNamed } from '@nixai/safety';

/** Bytes; a key is one line. */
const largestKey = 2 ** 20;

const variables = {
  openai: ['OPENAI_API_KEY'],
  gemini: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
} as const;

/** The key of one of our own providers, from where the configuration says. */
export async function readKey(
  host: Pick<Host, 'config' | 'log'>,
  provider: keyof typeof variables,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const places = {
    variables: variables[provider],
    file: await host.config.get(`providers.${provider}.api_key_file`),
    credential: `${provider}-api-key`,
    written: await host.config.get(`providers.${provider}.api_key`),
    writtenAs: `providers.${provider}.api_key`,
  };
  return keyFrom(places, host, env);
}

/**
 * The key of a provider: the environment, else a file (`*_FILE` or `api_key_file`), else a systemd
 * credential (`LoadCredential=openai-api-key:…`), else the configuration.
 * @throws NixaiError `key-unreadable` for a file that was named and cannot be read, or a key that
 * is none.
 */
export async function keyFrom(
  places: KeyPlaces & { readonly writtenAs?: string },
  host: Pick<Host, 'log'>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const variable = places.variables.find((name) => (env[name] ?? '').trim() !== '');
  if (variable !== undefined) return soundKey(env[variable] ?? '', variable);
  if (places.file !== undefined) return keyFromFile(places.file, host);
  const credentials = env['CREDENTIALS_DIRECTORY'] ?? '';
  if (credentials !== '' && places.credential !== undefined) {
    const credential = join(credentials, basename(places.credential));
    if (await exists(credential)) return keyFromFile(credential, host);
  }
  const { written, writtenAs = 'the configuration' } = places;
  return written === undefined ? undefined : soundKey(written, writtenAs);
}

async function keyFromFile(path: string, host: Pick<Host, 'log'>): Promise<string> {
  try {
    const { mode } = await stat(path);
    // As ssh does for its own keys.
    if ((mode & 0o077) !== 0)
      host.log.warn(`others can read the key file ${path}: chmod 600 ${path}`);
    return soundKey((await readNamed(path, largestKey)).toString('utf8'), path);
  } catch (error) {
    if (isNixaiError(error)) throw error;
    throw unreadable(`the key file ${path} cannot be read`, `ls -l ${path}`, messageOf(error));
  }
}

/** A key fits in a header: visible ASCII, one word. Never shows it. */
function soundKey(text: string, from: string): string {
  const key = text.trim();
  if (/^[!-~]+$/.test(key)) return key;
  const why = key === '' ? 'there is nothing in it' : 'a key is one word of ASCII characters';
  throw unreadable(`what is in ${from} is no key`, 'look for a line break or a stray quote', why);
}

function unreadable(what: string, hint: string, why: string): NixaiError {
  return new NixaiError({
    code: 'key-unreadable',
    what,
    why,
    hint,
    exitCode: ExitCode.authOrQuota,
  });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
