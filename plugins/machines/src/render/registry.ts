import type { View } from '@nixai/api';
import type { ShownChange, ShownGroup, ShownMachine } from '../results/machine.js';

/** What came of a change, in a line. */
export function renderChange(change: ShownChange, done: string): string {
  const { changed, dryRun, diff = '', undo, files } = change;
  if (changed) return `${done}${undo === undefined ? '' : ` To take it back: nixai undo ${undo}`}`;
  if (dryRun && diff === '') return 'Nothing would be changed.';
  if (dryRun) return `${diff}Nothing was written (--dry-run). It would be ${files.join(', ')}.`;
  return 'Nothing was changed.';
}

/** Everything about one machine. */
export function renderMachine(machine: ShownMachine, view: View): string {
  const { configuration, tags, groups, from, name, description, ...rest } = machine;
  const rows: [string, string | undefined][] = [
    ['host', rest.host],
    ['ssh user', rest.sshUser],
    ['ssh key', rest.sshKey],
    ['ssh port', rest.sshPort?.toString()],
    ['jump', rest.jump],
    ['environment', rest.environment],
    ['role', rest.role],
    ['tags', tags.join(', ')],
    ['groups', groups.join(', ')],
    ['system', rest.system],
    ['configuration', configurationText(configuration)],
    ['registry', from.join(', ')],
  ];
  const said = rows.filter((row): row is [string, string] => (row[1] ?? '') !== '');
  const title = view.style.heading(name) + (description === undefined ? '' : ` ${description}`);
  return `${title}\n${view.pairs(said)}`;
}

function configurationText({ kind, of }: ShownMachine['configuration']): string {
  switch (kind) {
    case 'flake':
      return `the flake output ${of}`;
    case 'file':
      return `the file ${of}`;
    case 'on-machine':
      return `what lies at ${of} on it: diff and drift-check read it, deploy wants a flake or a file`;
    case 'unknown':
      return 'not said: nixai machines edit NAME --flake REF, --config FILE or --nixos-path DIR';
  }
}

/** What is said before there is any. */
export const noRegistry =
  'No registry of machines yet: nixai machines init, and then nixai machines add NAME HOST';

export function renderMachines(machines: readonly ShownMachine[], view: View): string {
  if (machines.length === 0) return 'No machines yet: nixai machines add NAME HOST';
  const rows = machines.map(({ name, host, sshPort, role, environment, groups, description }) => [
    name,
    sshPort === undefined ? host : `${host}:${sshPort}`,
    groups.join(', '),
    [environment, role].filter((word) => word !== undefined).join(', '),
    description ?? '',
  ]);
  const columns = ['name', 'host', 'groups', 'for', 'description'].map((title) => ({
    title,
    flexible: title === 'description',
  }));
  const used = columns.map((_, at) => rows.some((row) => row[at] !== ''));
  return view.table(
    columns.filter((_, at) => used[at]),
    rows.map((row) => row.filter((_, at) => used[at])),
  );
}

export function renderGroups(groups: readonly ShownGroup[], view: View): string {
  if (groups.length === 0) return 'No groups yet: nixai machines groups add GROUP MACHINE…';
  return view.table(
    [
      { title: 'group' },
      { title: 'members', flexible: true },
      { title: 'machines', align: 'right' },
    ],
    groups.map(({ name, members, machines }) => [
      name,
      members.join(', '),
      String(machines.length),
    ]),
  );
}
