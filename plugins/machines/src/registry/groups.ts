import type { Group } from './machine.js';

/** What a group comes to: its machines, each once; and what is wrong with it. */
export interface Expanded {
  readonly machines: readonly string[];
  /** A way back to a group that is open already: `a → b → a`. */
  readonly circle?: readonly string[];
  /** Members that are neither. */
  readonly unknown: readonly { readonly group: string; readonly member: string }[];
}

/** The machines of a group and of all groups in it, in the order in which they are named. */
export function expandGroup(
  name: string,
  groups: ReadonlyMap<string, Group>,
  machines: ReadonlySet<string>,
): Expanded {
  const found = new Set<string>();
  const unknown: { group: string; member: string }[] = [];
  const done = new Set<string>();
  let circle: readonly string[] | undefined;
  const open = (group: string, way: readonly string[]): void => {
    if (way.includes(group)) circle ??= [...way.slice(way.indexOf(group)), group];
    if (way.includes(group) || done.has(group)) return;
    for (const member of groups.get(group)?.members ?? [])
      if (machines.has(member)) found.add(member);
      else if (groups.has(member)) open(member, [...way, group]);
      else unknown.push({ group, member });
    done.add(group);
  };
  open(name, []);
  return { machines: [...found], ...(circle && { circle }), unknown };
}
