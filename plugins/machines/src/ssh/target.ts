import { homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import type { Machine } from '../registry/machine.js';
import { hopsOf, hostFault, userFault, type Hop } from '../registry/words.js';
import { readHostSettings, type ConfigPlace } from './configFile.js';

/** How a host is reached: what the registry and ssh_config come to, as OpenSSH would have it. */
export interface SshTarget {
  /** What it is connected to by. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The name that known_hosts is asked for. */
  readonly knownAs: string;
  /** Private keys to try, in this order. */
  readonly keys: readonly string[];
  /** Whether only these, and no other key that the agent has. */
  readonly onlyThese: boolean;
  /** The agent's socket. */
  readonly agent?: string;
  readonly jump: readonly Hop[];
  readonly knownHosts: readonly string[];
}

/** Where a person's SSH settings are. */
export interface SshHome {
  readonly home: string;
  readonly user: string;
  readonly agent?: string;
  readonly systemConfig: string;
}

export const ownSshHome = (): SshHome => ({
  home: process.env.HOME ?? homedir(),
  user: userInfo().username,
  agent: process.env.SSH_AUTH_SOCK,
  systemConfig: '/etc/ssh/ssh_config',
});

/** The keys that ssh tries without being told. */
const usualKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

/**
 * What a machine comes to. The registry's fields win over ssh_config's.
 * @throws NixaiError `ssh-config` for what cannot be followed: a `ProxyCommand`, a word that is no host.
 */
export async function targetOf(
  machine: Pick<Machine, 'name' | 'host' | 'sshUser' | 'sshKey' | 'sshPort' | 'jump'>,
  around: SshHome,
): Promise<SshTarget> {
  const { home } = around;
  const place = (file: string): ConfigPlace => ({ file, home, localUser: around.user });
  const places = [place(join(home, '.ssh/config')), place(around.systemConfig)];
  const { values } = await readHostSettings(places, machine.host, machine.sshUser);
  const first = (keyword: string): string | undefined => values.get(keyword)?.[0];
  const jump = machine.jump ?? lineOf(values.get('proxyjump'));
  const command = lineOf(values.get('proxycommand'));
  if (
    machine.jump === undefined &&
    jump === undefined &&
    command !== undefined &&
    command !== 'none'
  )
    throw unfit(machine.name, `ProxyCommand is not followed: ${command}`);
  const port = machine.sshPort ?? Number(first('port') ?? 22);
  const user = machine.sshUser ?? first('user') ?? around.user;
  const expand = (text: string): string =>
    expandTokens(
      text,
      { h: machine.host, n: machine.host, p: String(port), r: user, d: home, u: around.user },
      home,
    );
  const hostName = first('hostname');
  const host = (hostName === undefined ? machine.host : expand(hostName)).replace(
    /^\[(.*)\]$/,
    '$1',
  );
  const wrong = hostFault(host) ?? userFault(user);
  if (wrong !== undefined) throw unfit(machine.name, `"${host}" or "${user}" ${wrong}`);
  const withHost = (text: string): string => expand(text.replaceAll('%h', host));
  const named = machine.sshKey === undefined ? values.get('identityfile') : [machine.sshKey];
  const agent = first('identityagent');
  const hops = jump === undefined || jump === 'none' ? [] : hopsOf(jump);
  if (hops === undefined)
    throw unfit(machine.name, `"${jump}" is no list of hosts to jump through`);
  const identityAgent =
    agent === undefined || agent === 'SSH_AUTH_SOCK' ? around.agent : withHost(agent);
  return {
    host,
    port,
    user,
    knownAs: first('hostkeyalias') ?? host,
    keys:
      named?.map((key) => resolve(home, withHost(key))) ??
      usualKeys.map((key) => join(home, '.ssh', key)),
    onlyThese: first('identitiesonly')?.toLowerCase() === 'yes',
    ...(identityAgent !== undefined && agent !== 'none' && { agent: identityAgent }),
    jump: hops,
    knownHosts: [
      ...(values.get('userknownhostsfile')?.map(withHost) ??
        ['known_hosts', 'known_hosts2'].map((name) => join(home, '.ssh', name))),
      ...(values.get('globalknownhostsfile')?.map(withHost) ?? [
        '/etc/ssh/ssh_known_hosts',
        '/etc/ssh/ssh_known_hosts2',
      ]),
    ].filter((file) => file !== 'none'),
  };
}

const lineOf = (words: readonly string[] | undefined): string | undefined => words?.join(' ');

/** `~` and the tokens of ssh_config(5) that name files and hosts. */
function expandTokens(
  text: string,
  tokens: Readonly<Record<string, string>>,
  home: string,
): string {
  return text
    .replace(/^~(?=$|\/)/, home)
    .replaceAll(/%(.)/g, (whole, letter: string) =>
      letter === '%' ? '%' : (tokens[letter] ?? whole),
    );
}

const unfit = (name: string, why: string): NixaiError =>
  new NixaiError({
    code: 'ssh-config',
    what: `ssh_config cannot be followed for ${name}`,
    why,
    hint: `nixai machines edit ${name} --jump HOST`,
    exitCode: ExitCode.refused,
  });
