import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { isAlive, type Identity } from './process.js';

/** What a server that listens says of itself, for `status` and `stop`. */
export interface ServerRecord extends Identity {
  readonly version: string;
  /** ISO 8601. */
  readonly since: string;
  /** `http://127.0.0.1:8081` */
  readonly url?: string;
  /** The path of its Unix socket. */
  readonly socket?: string;
  /** Where it logs, if it runs in the background. */
  readonly log?: string;
  /** The words after `nixai mcp-server start`, for `restart`. */
  readonly argv: readonly string[];
}

type Paths = Pick<Host, 'paths'>;

const recordFile = ({ paths }: Paths): string => join(paths.runtime, 'mcp-server.json');

/** One server at a time listens for this user. */
export const lockFile = ({ paths }: Paths): string => join(paths.runtime, 'mcp-server.lock');

/** Where a server listens if nothing else is said: `$XDG_RUNTIME_DIR/nixai/mcp.sock`. */
export const socketFile = ({ paths }: Paths): string => join(paths.runtime, 'mcp.sock');

export const logFile = ({ paths }: Paths): string => join(paths.state, 'mcp-server.log');

export async function writeRecord(host: Host, record: ServerRecord): Promise<void> {
  const service = await host.service(files);
  await service.write(recordFile(host), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
}

export async function removeRecord(host: Host): Promise<void> {
  await (await host.service(files)).remove(recordFile(host));
}

/** The server that listens now; undefined where there is none, whatever was written of an earlier one. */
export async function readRecord(host: Paths): Promise<ServerRecord | undefined> {
  const record = await readLastRecord(host);
  return record !== undefined && isAlive(record) ? record : undefined;
}

/** The server that was started last and not stopped, whether it still runs or not. */
export async function readLastRecord(host: Paths): Promise<ServerRecord | undefined> {
  try {
    const record = JSON.parse(await readRegular(recordFile(host), 'utf8')) as ServerRecord;
    return typeof record.pid === 'number' ? record : undefined;
  } catch {
    return undefined;
  }
}
