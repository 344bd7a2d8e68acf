import { processes, type Host } from '@nixai/api';
import { asRoot } from '../../ssh/asRoot.js';
import type { Remote, RemoteResult } from '../../ssh/remote.js';

/** Where restic runs: on a machine, as its root, or here as whoever runs nixai. */
export interface Place {
  readonly name: string;
  script(
    script: string,
    args: readonly string[],
    options: { readonly input: string; readonly signal: AbortSignal },
  ): Promise<RemoteResult>;
}

/** A backup may take a night. */
const timeout = 24 * 3600 * 1000;
/** A list of many thousand backups is some megabytes. */
const maxOutput = 64 << 20;

export const placeOn = (remote: Remote): Place => ({
  name: remote.machine.name,
  script: (script, args, options) =>
    asRoot(remote, script, args, { ...options, timeout, maxOutput }),
});

export const placeHere = (host: Host): Place => ({
  name: 'here',
  async script(script, args, options) {
    const runner = await host.service(processes);
    const argv = ['sh', '-c', script, 'nixai', ...args] as const;
    return runner.run(argv, { ...options, timeout: 'none', maxOutput });
  },
});
