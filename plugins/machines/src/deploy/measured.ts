import type { Host } from '@nixai/api';
import { readRecords } from './record.js';

/** How long each machine's last deployment from here took that came to its new system: seconds by name. */
export async function measuredSeconds(host: Host): Promise<ReadonlyMap<string, number>> {
  const seconds = new Map<string, number>();
  for (const { machines } of await readRecords(host, 200))
    for (const one of machines)
      if (
        one.verdict === 'new' &&
        !one.already &&
        one.seconds !== undefined &&
        !seconds.has(one.name)
      )
        seconds.set(one.name, one.seconds);
  return seconds;
}
