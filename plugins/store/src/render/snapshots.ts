import type { View } from '@nixai/api';

interface Row {
  readonly id: string;
  readonly made: string;
  readonly host: string;
  readonly verified?: string;
  readonly testedSeconds?: number;
}

/** The backups of a place, the newest last, where the eye is. */
export function renderSnapshots(place: string, rows: readonly Row[], view: View): string {
  if (rows.length === 0) return view.wrap(`${place} has no backup.`);
  return view.table(
    [
      { title: 'backup' },
      { title: 'host', flexible: true },
      { title: 'read back' },
      { title: 'restored in', align: 'right' },
    ],
    rows.map(({ id, host, verified, testedSeconds }) => [
      id,
      host,
      verified === undefined ? 'not from here' : 'yes',
      testedSeconds === undefined ? 'never tested' : `${testedSeconds} s`,
    ]),
  );
}
