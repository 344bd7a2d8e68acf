import { userInfo } from 'node:os';
import { isAbsolute } from 'node:path';

/**
 * The person's home: `HOME`, or where that says nothing usable what the system has for the user. A
 * user whom the system does not know and who has no `HOME` is at `/`.
 */
export function homeFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { HOME: home } = env;
  return home !== undefined && isAbsolute(home) ? home : (known()?.homedir ?? '/');
}

/** The person's name on this machine; undefined for a user whom the system does not know. */
export function userName(): string | undefined {
  return known()?.username;
}

/** A container may run under an id that is in no list of users. */
function known() {
  try {
    return userInfo();
  } catch {
    return undefined;
  }
}
