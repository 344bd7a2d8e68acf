import { processes, type Host } from '@nixai/api';
import type { Evidence } from './evidence.js';
import { harmlessAgain } from './harmlessAgain.js';
import type { LastCommand } from './lastCommand.js';

/** Milliseconds: a configuration takes half a minute to evaluate. */
const patience = 180_000;

/** What evaluating it once more says, without building: an error of evaluation comes again. */
export async function evaluated(
  host: Host,
  last: LastCommand,
  signal: AbortSignal,
): Promise<Evidence | undefined> {
  const argv = harmlessAgain(last.command);
  if (argv === undefined) return undefined;
  const runner = await host.service(processes);
  if ((await runner.which(argv[0])) === undefined) return undefined;
  const options = { cwd: last.folder, signal, timeout: patience };
  const { code, stderr } = await runner.run(argv, options);
  if (code === 0 || stderr.trim() === '') return undefined;
  return {
    kind: 'evaluated',
    from: `evaluating it again, without building: ${argv.join(' ')}`,
    input: { argv: [], stdin: stderr },
  };
}
