import ssh2, { type AnyAuthMethod, type ParsedKey } from 'ssh2';
import { messageOf } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import type { SshTarget } from './target.js';

/** What to log in with, in order, and what of it cannot be used, for a message. */
export interface Credentials {
  readonly methods: readonly AnyAuthMethod[];
  /** What is tried: `the key ~/.ssh/id_ed25519`. */
  readonly tried: readonly string[];
}

/** Key files that can be read, then the agent; an encrypted key is one that only the agent has. */
export async function credentialsOf(target: SshTarget): Promise<Credentials> {
  const methods: AnyAuthMethod[] = [];
  const tried: string[] = [];
  for (const file of target.keys) {
    const key = await readKey(file);
    if (key === undefined) continue;
    if (typeof key === 'string') {
      tried.push(`the key ${file}: ${key}`);
      continue;
    }
    methods.push({ type: 'publickey', username: target.user, key });
    tried.push(`the key ${file}`);
  }
  // With IdentitiesOnly the agent would have to be asked for these keys alone; it offers all it has.
  if (target.agent !== undefined && !(target.onlyThese && methods.length > 0)) {
    methods.push({ type: 'agent', username: target.user, agent: target.agent });
    tried.push(`the agent at ${target.agent}`);
  }
  return { methods, tried };
}

/** The key; a sentence where it cannot be used, undefined where there is none. */
async function readKey(file: string): Promise<ParsedKey | string | undefined> {
  try {
    const parsed = ssh2.utils.parseKey(await readRegular(file)) as ParsedKey | ParsedKey[] | Error;
    if (parsed instanceof Error)
      return /passphrase/.test(parsed.message)
        ? 'it has a passphrase (ssh-add it)'
        : parsed.message;
    const [key] = Array.isArray(parsed) ? parsed : [parsed];
    return key;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : messageOf(error);
  }
}
