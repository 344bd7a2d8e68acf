import { join } from 'node:path';
import { processes, type Host } from '@nixai/api';
import { packageRoot } from '../../packageRoot.js';
import type { Manifest } from '../package/candidate.js';
import type { ProbeInput, ProbeOutput } from './probe.js';

/** Of so many runs the cheapest counts: a busy machine makes the others dearer, never cheaper. */
const timedRuns = 5;

/** What registering costs, in ms of a processor. */
export type RegisterCost = Pick<ProbeOutput, 'milliseconds' | 'startMilliseconds'>;

export type Probed =
  | (ProbeOutput & { readonly cost: RegisterCost; readonly failed?: undefined })
  | { readonly failed: string };

/** Loads a plugin in processes of its own: some to take the time, one to look at everything. */
export async function runProbe(
  host: Host,
  root: string,
  { name = '', oclif }: Manifest,
  signal?: AbortSignal,
): Promise<Probed> {
  const declared = oclif?.hooks?.['nixai:register'] ?? [];
  const registers = ([declared] as unknown[]).flat().map(String);
  const runner = await host.service(processes);
  const run = async (mode: ProbeInput['mode']): Promise<ProbeOutput | string> => {
    const input: ProbeInput = { root, name, registers, mode };
    const program = join(packageRoot, 'bundle/plugins/verify/probe.cjs');
    const argv = [process.execPath, program, JSON.stringify(input)] as const;
    const { code, stdout, stderr } = await runner.run([...argv], { cwd: root, signal });
    const last = stdout.trimEnd().split('\n').at(-1) ?? '';
    if (code === 0) return JSON.parse(last) as ProbeOutput;
    return stderr.trim().split('\n').at(-1) ?? `the process ended with ${code}`;
  };
  const checked = await run('check');
  if (typeof checked === 'string') return { failed: checked };
  let cost: RegisterCost = checked;
  for (let runs = 0; runs < timedRuns && registers.length > 0; runs++) {
    const timed = await run('time');
    if (typeof timed !== 'string' && timed.milliseconds < cost.milliseconds) cost = timed;
  }
  return { ...checked, cost };
}
