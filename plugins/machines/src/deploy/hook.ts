import { processes, type Host } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import { hookFailed } from './faults.js';

/**
 * Runs a person's line here, with the machine's name and host as `$1` and `$2`; nothing where there is none.
 * @throws NixaiError `hook-failed`.
 */
export async function runHook(
  host: Host,
  { name, host: place }: KnownMachine,
  line: string | undefined,
  what: 'drain' | 'undrain',
): Promise<void> {
  if (line === undefined) return;
  const runner = await host.service(processes);
  const argv = ['sh', '-c', line, 'nixai', name, place] as const;
  const { code, stderr } = await runner.run(argv, { timeout: 600_000 });
  if (code !== 0) throw hookFailed(what, name, stderr, code);
}
