import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, NixaiError, messageOf, type Host } from '@nixai/api';

/** Where the token lies that HTTP asks for. */
export const tokenFile = ({ paths }: Pick<Host, 'paths'>): string =>
  join(paths.runtime, 'mcp.token');

/**
 * The token that clients of HTTP have to show: 256 random bits in a file that only this user can read.
 * One that is there is kept, so that clients that have it go on.
 * @throws NixaiError `mcp-token-unsafe` where others could read or replace it.
 */
export function keptToken(host: Pick<Host, 'paths'>): string {
  const file = tokenFile(host);
  try {
    mkdirSync(host.paths.runtime, { recursive: true, mode: 0o700 });
    const there = lstatSync(file, { throwIfNoEntry: false });
    if (there !== undefined) {
      const isOwn =
        there.isFile() && there.uid === process.getuid?.() && (there.mode & 0o077) === 0;
      if (!isOwn) throw new Error('it is not a file that this user alone can read');
      const token = readFileSync(file, 'utf8').trim();
      if (/^[0-9a-f]{64}$/.test(token)) return token;
    }
    const token = randomBytes(32).toString('hex');
    writeFileSync(file, `${token}\n`, { mode: 0o600 });
    chmodSync(file, 0o600);
    return token;
  } catch (error) {
    throw new NixaiError({
      code: 'mcp-token-unsafe',
      what: `the token cannot be kept at ${file}`,
      why: messageOf(error),
      hint: `rm ${file}`,
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
}

/** Compares in a time that says nothing of the token. */
export function isToken(shown: string, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(shown), hash(token));
}
