import type { Fleet, KnownMachine } from '../registry/load.js';
import { machineOfHop } from './hops.js';
import { targetOf, type SshHome, type SshTarget } from './target.js';

/** The name that a generated ssh_config has for a machine. */
export const aliasOf = (name: string): string => `nixai-${name}`;

/**
 * An ssh_config for OpenSSH itself, which `nix copy` and `machines ssh` start: the same host, keys,
 * jumps and known_hosts as ours, so that both trust the same machines.
 */
export async function opensshConfig(
  machines: readonly KnownMachine[],
  around: { readonly machines: Fleet['machines']; readonly home: SshHome },
): Promise<string> {
  const sections = new Map<string, string>();
  const add = async (machine: KnownMachine): Promise<string> => {
    const target = await targetOf(machine, around.home);
    const last = target.jump.at(-1);
    const alias = aliasOf(machine.name);
    if (sections.has(alias)) return alias;
    // Before its hops: a circle of them ends here, and OpenSSH says so.
    sections.set(alias, '');
    const via =
      last === undefined
        ? undefined
        : await add(machineOfHop(last, target.jump.slice(0, -1), around.machines));
    sections.set(alias, section(alias, target, via));
    return alias;
  };
  for (const machine of machines) await add(machine);
  return [...sections.values()].join('\n');
}

function section(alias: string, target: SshTarget, via: string | undefined): string {
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['HostName', target.host],
    ['Port', String(target.port)],
    ['User', target.user],
    ['HostKeyAlias', target.knownAs === target.host ? undefined : target.knownAs],
    ...target.keys.map((key) => ['IdentityFile', file(key)] as const),
    ['IdentitiesOnly', target.onlyThese ? 'yes' : undefined],
    ['IdentityAgent', target.agent === undefined ? 'none' : file(target.agent)],
    ['UserKnownHostsFile', target.knownHosts.map(file).join(' ') || 'none'],
    ['GlobalKnownHostsFile', 'none'],
    ['StrictHostKeyChecking', 'yes'],
    ['UpdateHostKeys', 'no'],
    ['ConnectTimeout', '10'],
    ['ServerAliveInterval', '5'],
    ['ServerAliveCountMax', '3'],
    ['ProxyJump', via],
  ];
  const said = lines.filter(([, value]) => value !== undefined);
  return [`Host ${alias}`, ...said.map(([key, value]) => `  ${key} ${value}`), ''].join('\n');
}

/** A path as ssh_config has it: in quotes, and a `%` is no token. */
const file = (path: string): string =>
  `"${path.replaceAll('%', '%%').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
