import type { Setting } from '../written/settings.js';
import type { Documentation, Documented, Link } from './result.js';

/** A machine as its registry has it, with what its configuration sets. */
export interface Named {
  readonly name: string;
  readonly host?: string;
  readonly settings: readonly Setting[];
}

/** Where a machine's configuration names another, by its name with a domain, or by its address. */
export function linksOf(machines: readonly Named[]): readonly Link[] {
  return machines
    .flatMap(({ name, settings }) =>
      machines
        .filter((other) => other.name !== name)
        .flatMap((other) => {
          const named = settings.filter(({ text }) => names(text, other));
          return [...new Set(named.map(({ option }) => option))].map((option) => ({
            from: name,
            to: other.name,
            option,
          }));
        }),
    )
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

const keyOf = ({ from, to, option }: Link): string => `${from} ${to} ${option}`;

/** Only an address, or a name with a domain, is nobody else's word. */
function names(text: string, { host }: Named): boolean {
  if (host === undefined || !/[.:]/.test(host)) return false;
  const literally = host.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.-])${literally}(?![\\w-]|\\.\\w)`).test(text);
}

/** A diagram in Mermaid: machines in their groups, what is open to others, who names whom. */
export function mermaid({ machines, groups, links }: Documentation): string {
  const id = new Map(machines.map(({ name }, at) => [name, `m${at + 1}`] as const));
  const inGroup = new Set<string>();
  const boxes = groups.flatMap(({ name, machines: members }, at) => {
    // A machine has one place in a picture: that of the first of its groups.
    const own = members.filter((member) => !inGroup.has(member));
    for (const member of own) inGroup.add(member);
    if (own.length === 0) return [];
    return [
      `  subgraph g${at + 1}[${label(name)}]`,
      ...own.map((member) => `    ${node(member)}`),
      '  end',
    ];
  });
  const pairs = new Map<string, string[]>();
  for (const { from, to, option } of links) {
    const pair = `${id.get(from)} --> ${id.get(to)}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), option]);
  }
  const open = machines.flatMap((one) => {
    const ports = openPorts(one);
    return ports === '' ? [] : [`  outside -- ${label(ports)} --> ${id.get(one.name)}`];
  });
  return [
    'graph LR',
    ...(open.length > 0 ? ['  outside((outside))'] : []),
    ...boxes,
    ...machines.filter(({ name }) => !inGroup.has(name)).map(({ name }) => `  ${node(name)}`),
    ...open,
    ...[...pairs].map(([pair, options]) => {
      const [from, , to] = pair.split(' ');
      const more = options.length > 1 ? ` and ${options.length - 1} more` : '';
      return `  ${from} -- ${label(`${options[0]}${more}`)} --> ${to}`;
    }),
  ].join('\n');

  function node(name: string): string {
    return `${id.get(name)}[${label(name)}]`;
  }
}

/** The ports that the firewall is written to let in from everywhere. */
const openPorts = ({ firewall }: Documented): string =>
  firewall
    .filter(({ option }) => /^networking\.firewall\.allowed(?:TCP|UDP)Ports$/.test(option))
    .flatMap(({ option, value }) => {
      const kind = /UDP/.test(option) ? '/udp' : '';
      return (value.match(/\d+/g) ?? []).map((port) => `${port}${kind}`);
    })
    .join(' ');

/** Text of somebody else's is no Mermaid. */
const label = (text: string): string =>
  `"${text.replaceAll(/["#<>&\\`]/g, (sign) => `#${sign.codePointAt(0)};`)}"`;
