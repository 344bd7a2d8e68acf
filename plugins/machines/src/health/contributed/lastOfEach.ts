import type { HealthReading } from '@nixai/api';
import type { Deployment, HostRecord } from '../../deploy/record.js';

/** What became of a machine, and of which deployment. */
export interface Last {
  readonly record: HostRecord;
  readonly deployment: Deployment;
}

/** Of each machine what became of it last; one that was left alone keeps what was before. */
export function lastOfEach(newestFirst: readonly Deployment[]): readonly Last[] {
  const found = new Map<string, Last>();
  for (const deployment of newestFirst)
    for (const record of deployment.machines)
      if (record.verdict !== 'left' && !found.has(record.name))
        found.set(record.name, { record, deployment });
  return [...found.values()];
}

/** How bad it is, and what to do. */
export function readingOf({ record, deployment }: Last): HealthReading {
  const { name: target, verdict, why } = record;
  const when = `${deployment.date.slice(0, 10)} (${deployment.id})`;
  const because = why === undefined ? '' : `: ${why}`;
  const look = { title: 'Ask the machine what it runs', language: 'sh' as const };
  switch (verdict) {
    case 'neither':
      return {
        status: 'critical',
        target,
        summary: `on neither the old nor the new system since ${when}`,
        fix: { ...look, code: `nixai machines status ${target}` },
      };
    case 'unknown':
    case 'unfinished':
      return {
        status: 'major',
        target,
        summary: `nobody saw the end of the deployment of ${when}`,
        fix: { title: 'Take it up again', code: 'nixai machines deploy --resume', language: 'sh' },
      };
    case 'old':
    case 'unchanged':
      return {
        status: 'minor',
        target,
        summary: `still on its old system since ${when}${because}`,
        fix: { ...look, code: `nixai machines status ${target}` },
      };
    default:
      return { status: 'ok', target, summary: `as deployed on ${when}` };
  }
}
