import { drift, type Drift, type Judged } from '../finding.js';
import type { Facts, Process } from '../probe/read.js';

/** Programs that run and are not of the system, and ports that they listen at. */
export function judgePrograms(facts: Facts): Judged {
  const { closure, ports, isRoot } = facts;
  const others = othersOf(facts);
  const foreign = new Map<string, Process[]>();
  for (const one of others)
    if (isForeign(one.exe)) foreign.set(one.exe, [...(foreign.get(one.exe) ?? []), one]);
  return {
    found: [
      ...[...foreign].map(([exe, processes]) =>
        exe.endsWith(' (deleted)')
          ? drift('process-deleted', exe.slice(0, -10), `runs as ${pids(processes)}`)
          : drift('process-foreign', exe, `runs as ${pids(processes)}`),
      ),
      ...(ports === undefined || closure === undefined || !isRoot
        ? []
        : portsOf(ports, facts.processes, closure)),
    ],
    notTold: [
      ...(ports === undefined || !isRoot
        ? [
            {
              what: 'which programs listen at ports',
              why: isRoot ? 'there is no ss on it' : 'only root sees it',
            },
          ]
        : []),
      ...(closure === undefined
        ? [{ what: 'which programs are of its system', why: 'nix-store did not say' }]
        : []),
    ],
  };
}

const pids = (processes: readonly Process[]): string =>
  processes
    .map(({ pid }) => pid)
    .sort((one, other) => one - other)
    .slice(0, 5)
    .join(', ');

/** Without the look itself: what it started, and what it was started by. */
function othersOf({ processes, probe }: Facts): readonly Process[] {
  const byPid = new Map(processes.map((one) => [one.pid, one]));
  const above = new Set<number>();
  for (let at = byPid.get(probe); at !== undefined && !above.has(at.pid); at = byPid.get(at.parent))
    above.add(at.pid);
  const isBelow = (one: Process): boolean => {
    const seen = new Set<number>();
    for (
      let at: Process | undefined = one;
      at !== undefined && !seen.has(at.pid);
      at = byPid.get(at.parent)
    ) {
      if (at.pid === probe) return true;
      seen.add(at.pid);
    }
    return false;
  };
  // The first process is above everything.
  return processes.filter((one) => (one.pid === 1 || !above.has(one.pid)) && !isBelow(one));
}

const isForeign = (exe: string): boolean =>
  exe.endsWith(' (deleted)')
    ? !exe.startsWith('/nix/store/') && !exe.startsWith('/memfd:')
    : exe.startsWith('/') && !/^\/(?:nix\/store|run\/wrappers|run\/current-system)\//.test(exe);

/** `tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=812,fd=3))` */
function portsOf(
  lines: readonly string[],
  processes: readonly Process[],
  closure: ReadonlySet<string>,
): readonly Drift[] {
  const found = new Map<string, Drift>();
  for (const line of lines) {
    const [protocol = '', , , , local = ''] = line.trim().split(/\s+/);
    const port = /:(\d+)$/.exec(local)?.[1];
    const pid = /pid=(\d+)/.exec(line)?.[1];
    if (port === undefined || pid === undefined || /^(?:127\.|\[::1\])/.test(local)) continue;
    const exe = processes.find((one) => one.pid === Number(pid))?.exe;
    const path = /^\/nix\/store\/[^/]+/.exec(exe ?? '')?.[0];
    if (exe === undefined || (path !== undefined && closure.has(path))) continue;
    const subject = `${protocol} ${port}`;
    found.set(subject, drift('port-unexplained', subject, `${exe} listens at it`, [line.trim()]));
  }
  return [...found.values()];
}
