import { readFileSync } from 'node:fs';

/** Resident memory of a process in MB; undefined where the system does not tell. */
export function memoryOf(pid) {
  try {
    const [, kilobytes] =
      /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Math.round(kilobytes / 1024);
  } catch {
    return undefined;
  }
}
