import { readFileSync } from 'node:fs';

/** A process, told apart from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Ticks from the boot to its start; empty where the system does not say. */
  readonly start: string;
  readonly boot: string;
}

let own: ProcessIdentity | undefined;

/** Who this process is. */
export function ownIdentity(): ProcessIdentity {
  return (own ??= { pid: process.pid, start: startOf(process.pid) ?? '', boot: bootId() });
}

/** Whether that very process still runs. */
export function isAlive({ pid, start, boot }: ProcessIdentity): boolean {
  if (boot !== bootId()) return false;
  const startNow = startOf(pid);
  if (startNow !== undefined) return startNow === start;
  return start === '' && isThere(pid);
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)); the name in field 2 may hold blanks and brackets. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
