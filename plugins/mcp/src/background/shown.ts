import type { Host } from '@nixai/api';
import type { ShownServer } from '../results/server.js';
import { tokenFile } from '../transport/token.js';
import type { ServerRecord } from './record.js';

/** A server as it is told of: where it is, and never its token. */
export function shownServer(host: Pick<Host, 'paths'>, record: ServerRecord): ShownServer {
  const { pid, since, url, socket, log, version } = record;
  return {
    ...{ pid, since, version, url, socket, log },
    ...(url !== undefined && { token: tokenFile(host) }),
  };
}
