import { NixaiError, processes, type Host } from '@nixai/api';
import { lastLines } from '../backups/faults.js';
import { asRoot } from '../ssh/asRoot.js';
import type { Remote } from '../ssh/remote.js';
import type { RecoveryPlan } from './plan.js';

type Command = RecoveryPlan['phases'][number]['commands'][number];

/** An hour for one line: a database may have to be loaded. */
const timeout = 3_600_000;

/** FOLDER NAME MODE LINE */
const script = `
cd "$1" || exit 1
export NIXAI_RESTORED=$1 NIXAI_MACHINE=$2 NIXAI_RECOVERY=$3
exec sh -c "$4" </dev/null
`;

/** Runs lines on a standby, where what was restored lies; the first that fails ends it. @throws NixaiError. */
export async function runOnStandby(
  remote: Remote,
  commands: readonly Command[],
  { folder, name, mode }: Readonly<Record<'folder' | 'name' | 'mode', string>>,
  signal: AbortSignal,
): Promise<void> {
  for (const { name: what, run } of commands) {
    const said = await asRoot(remote, script, [folder, name, mode, run], { signal, timeout });
    if (said.code !== 0) throw failed(what, said);
  }
}

/** Runs lines on this side, with the machine's name and its standby's host as `$1` and `$2`. @throws NixaiError. */
export async function runHere(
  host: Host,
  commands: readonly Command[],
  { name, place, mode }: Readonly<Record<'name' | 'place' | 'mode', string>>,
  signal: AbortSignal,
): Promise<void> {
  const runner = await host.service(processes);
  for (const { name: what, run } of commands) {
    const env = { NIXAI_RECOVERY: mode };
    const argv = ['sh', '-c', run, 'nixai', name, place] as const;
    const said = await runner.run(argv, { signal, env, timeout });
    if (said.code !== 0) throw failed(what, said);
  }
}

function failed(
  what: string,
  {
    code,
    stdout,
    stderr,
  }: { readonly code: number; readonly stdout: string; readonly stderr: string },
): NixaiError {
  const why = lastLines(stderr) || lastLines(stdout);
  return new NixaiError({
    code: 'recovery-command',
    what: `${what} ended with ${code}`,
    ...(why !== '' && { why }),
  });
}
