import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import type { Client } from 'ssh2';
import { NixaiError, ExitCode, messageOf } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { openClient } from './client.js';
import { Connection } from './connection.js';
import { isOffline, unreachable } from './faults.js';
import { machineOfHop } from './hops.js';
import type { Connections, Remote } from './remote.js';
import { targetOf, type SshHome, type SshTarget } from './target.js';

export interface ConnectionOptions {
  /** The machines, for jumps that name one. */
  readonly machines: Fleet['machines'];
  readonly home: SshHome;
  /** Milliseconds until somebody is let in, for each host on the way; 10,000 when absent. */
  readonly timeout?: number;
  /** Whether only this machine itself may be connected to. */
  readonly offline?: boolean;
}

/** Ways that go round in a circle end here. */
const mostHops = 8;

/** Connections over SSH, their host keys checked against known_hosts as OpenSSH does. */
export function createConnections(options: ConnectionOptions): Connections {
  const open = new Map<string, Promise<Remote>>();
  const anew = async (machine: KnownMachine, signal: AbortSignal): Promise<Remote> => {
    const { client, closeWay } = await connect(machine, options, signal, 0);
    return new Connection(machine, client, closeWay);
  };
  return {
    to(machine, signal) {
      const before = open.get(machine.name);
      // One after the other: two that ask at once get the same one.
      const made = (async () => {
        const there = await before?.catch(() => undefined);
        return there?.connected === true ? there : anew(machine, signal);
      })();
      open.set(machine.name, made);
      return made;
    },
    anew,
    close() {
      for (const made of open.values()) void made.then((remote) => remote.close()).catch(() => {});
      open.clear();
    },
  };
}

interface Way {
  readonly client: Client;
  /** Closes what it goes through. */
  readonly closeWay: () => void;
}

async function connect(
  machine: KnownMachine,
  options: ConnectionOptions,
  signal: AbortSignal,
  depth: number,
): Promise<Way> {
  const { home, timeout = 10_000, offline = false } = options;
  const target = await targetOf(machine, home);
  if (offline && !isHere(target.host)) throw isOffline(machine.name);
  const last = target.jump.at(-1);
  if (last === undefined) {
    const client = await openClient(machine.name, target, { timeout, signal });
    return { client, closeWay: () => {} };
  }
  if (depth >= mostHops) throw tooManyHops(machine.name);
  const hop = machineOfHop(last, target.jump.slice(0, -1), options.machines);
  const way = await connect(hop, options, signal, depth + 1);
  const closeWay = (): void => {
    way.client.end();
    way.client.destroy();
    way.closeWay();
  };
  try {
    const through = await forwarded(machine.name, way.client, target);
    return {
      client: await openClient(machine.name, target, { timeout, signal, through }),
      closeWay,
    };
  } catch (error) {
    closeWay();
    throw error;
  }
}

function forwarded(name: string, client: Client, target: SshTarget): Promise<Readable> {
  return new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, target.host, target.port, (error, stream) =>
      error ? reject(unreachable(name, target, messageOf(error))) : resolve(stream),
    );
  });
}

/** Whether a host is this machine, by its name alone. */
function isHere(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

const tooManyHops = (name: string): NixaiError =>
  new NixaiError({
    code: 'ssh-config',
    what: `the way to ${name} goes through more than ${mostHops} hosts`,
    why: 'a jump may lead back to itself',
    hint: `nixai machines show ${name}`,
    exitCode: ExitCode.refused,
  });
