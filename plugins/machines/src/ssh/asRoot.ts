import type { Remote, RemoteOptions, RemoteResult } from './remote.js';

/** Runs the words as root: where one logs in as somebody else, by sudo without a question. */
const elevate = 'if [ "$(id -u)" = 0 ]; then exec "$@"; fi; exec sudo -n -- "$@"';

/** Runs a script of ours on a machine as its root; arguments are words, as with `Remote.script`. */
export function asRoot(
  remote: Remote,
  script: string,
  args: readonly string[],
  options?: RemoteOptions,
): Promise<RemoteResult> {
  const shell = ['sh', '-c', script, 'nixai', ...args];
  return remote.run(['sh', '-c', elevate, 'nixai', ...shell], options);
}
