import { readFileSync } from 'node:fs';

/** A process, told apart from a later one with the same number. */
export interface Identity {
  readonly pid: number;
  /** Ticks from the boot to its start; absent where the system does not say. */
  readonly start?: string;
}

export const identityOf = (pid: number): Identity => ({ pid, start: startOf(pid) });

/** Whether that very process still runs. */
export function isAlive({ pid, start }: Identity): boolean {
  const now = statOf(pid);
  // A process that nobody has waited for is gone all the same.
  if (now !== undefined) return now.start === start && now.state !== 'Z';
  try {
    process.kill(pid, 0);
    return start === undefined;
  } catch {
    return false;
  }
}

const startOf = (pid: number): string | undefined => statOf(pid)?.start;

/** Fields 3 and 22 of /proc/PID/stat (proc_pid_stat(5)); the name in field 2 may hold blanks and brackets. */
function statOf(pid: number): { readonly state?: string; readonly start?: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], start: fields[19] };
  } catch {
    return undefined;
  }
}
