import { idPattern } from '../../bundles/layout.js';
import { stepFailed } from '../../faults.js';
import type { Snapshot } from '../engine.js';

/** Reads `restic snapshots --json`: those that carry an id of ours, the oldest first. */
export function snapshotsIn(stdout: string): readonly Snapshot[] {
  const found: Snapshot[] = [];
  for (const one of listIn(stdout)) {
    const { time, hostname, tags, id: own } = one as Readonly<Record<string, unknown>>;
    const id = (Array.isArray(tags) ? tags : [])
      .map((tag) => /^id=(.*)$/.exec(String(tag))?.[1] ?? '')
      .find((word) => idPattern.test(word));
    if (id === undefined || typeof own !== 'string') continue;
    // Restic says nanoseconds.
    const made = new Date(String(time));
    found.push({
      id,
      own,
      made: Number.isNaN(made.getTime()) ? '' : made.toISOString(),
      host: typeof hostname === 'string' ? hostname : '',
    });
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function listIn(stdout: string): readonly unknown[] {
  try {
    const said = JSON.parse(stdout) as unknown;
    if (said === null) return [];
    if (Array.isArray(said)) return said.filter((one) => typeof one === 'object' && one !== null);
  } catch {
    // Said below.
  }
  throw stepFailed('restic snapshots', 'what it says is not understood');
}
