import type { TreeNode, View } from '@nixai/api';
import { fullest, type MachineStatus } from '../status/status.js';

/** Machines by group, each once, and what somebody should look at. */
export function renderStatus(machines: readonly MachineStatus[], view: View): string {
  const shown = new Set<string>();
  const groups = [...new Set(machines.flatMap((one) => one.groups))];
  const trees = groups.flatMap((group) => {
    const own = machines.filter(({ name, groups: in_ }) => in_.includes(group) && !shown.has(name));
    own.forEach(({ name }) => shown.add(name));
    return own.length === 0 ? [] : [treeOf(`${group} (${count(own)})`, own, view)];
  });
  const rest = machines.filter(({ name }) => !shown.has(name));
  if (rest.length > 0)
    trees.push(treeOf(groups.length === 0 ? count(rest) : 'in no group', rest, view));
  return [...trees, summary(machines, view)].join('\n\n');
}

const count = (machines: readonly unknown[]): string =>
  `${machines.length} ${machines.length === 1 ? 'machine' : 'machines'}`;

const treeOf = (label: string, machines: readonly MachineStatus[], view: View): string =>
  view.tree({
    label: view.style.heading(label),
    children: machines.map((one) => nodeOf(one, view)),
  });

function nodeOf(machine: MachineStatus, { style }: View): TreeNode {
  const {
    name,
    host,
    state,
    attention,
    answered,
    generation,
    version,
    load,
    processors,
    deployed,
    disks,
  } = machine;
  const disk = fullest(disks);
  const colour = state !== 'online' ? style.bad : attention.length > 0 ? style.warn : style.good;
  const facts = [
    answered === undefined ? undefined : `answers in ${answered} ms`,
    generation === undefined ? undefined : `generation ${generation}`,
    version === undefined ? undefined : `NixOS ${version}`,
    load === undefined
      ? undefined
      : `load ${load}${processors === undefined ? '' : `/${processors}`}`,
    disk === undefined ? undefined : `${disk.mount} ${disk.used} % full`,
  ].filter((fact) => fact !== undefined);
  return {
    label: `${colour(state === 'online' ? 'ok  ' : '--  ')}${name} ${style.dim(`(${host})`)}`,
    children: [
      ...(facts.length === 0 ? [] : [{ label: facts.join(', ') }]),
      ...(deployed === undefined
        ? []
        : [{ label: `deployed ${deployed.date.slice(0, 10)} by ${deployed.by}` }]),
      ...attention.map((text) => ({ label: style.warn(text) })),
      ...(machine.fault?.hint === undefined ? [] : [{ label: `→ ${machine.fault.hint}` }]),
    ],
  };
}

function summary(machines: readonly MachineStatus[], { style }: View): string {
  const online = machines.filter(({ state }) => state === 'online').length;
  const watched = machines.filter(({ attention }) => attention.length > 0);
  const names = watched.map(({ name }) => name).join(', ');
  const first = `${online} of ${count(machines)} online`;
  return watched.length === 0 ? style.good(first) : `${first}; to look at: ${names}`;
}
