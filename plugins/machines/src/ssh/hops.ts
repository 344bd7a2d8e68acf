import type { Fleet, KnownMachine } from '../registry/load.js';
import type { Hop } from '../registry/words.js';

/** A hop as a machine: the one of that name, or a host; with what comes before it as its own jump. */
export function machineOfHop(
  hop: Hop,
  before: readonly Hop[],
  machines: Fleet['machines'],
): KnownMachine {
  const known =
    hop.user === undefined && hop.port === undefined ? machines.get(hop.host) : undefined;
  const jump = before.length === 0 ? undefined : before.map(hopText).join(',');
  if (known !== undefined) return { ...known, ...(jump !== undefined && { jump }) };
  return {
    name: hop.host,
    host: hop.host,
    sshUser: hop.user,
    sshPort: hop.port,
    ...(jump !== undefined && { jump }),
    tags: [],
    from: [],
  };
}

const hopText = ({ user, host, port }: Hop): string =>
  `${user === undefined ? '' : `${user}@`}${host.includes(':') ? `[${host}]` : host}${port === undefined ? '' : `:${port}`}`;
