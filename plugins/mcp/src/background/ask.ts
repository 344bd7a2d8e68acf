import { connect } from 'node:net';
import { http, messageOf, type Host } from '@nixai/api';
import type { ServerRecord } from './record.js';

/** Milliseconds that a server has to answer. */
const patience = 3000;

/** Why a server does not answer; undefined where it does. */
export async function silenceOf(
  host: Host,
  { url, socket }: Pick<ServerRecord, 'url' | 'socket'>,
): Promise<string | undefined> {
  try {
    if (url !== undefined) {
      const client = await host.service(http);
      const { status } = await client.request(`${url}/healthz`, { timeout: patience, retries: 0 });
      if (status !== 200) return `${url}/healthz answers ${status}`;
    }
    if (socket !== undefined) await discover(socket);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Asks a server at a socket what it is. @throws Error where it does not say. */
function discover(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const client = connect(path);
    client.setTimeout(patience, () => client.destroy(new Error(`${path} does not answer`)));
    client.once('error', reject);
    client.once('connect', () => client.write(`${JSON.stringify(question)}\n`));
    let said = '';
    client.on('data', (part: Buffer) => {
      said += part.toString();
      if (!said.includes('\n')) return;
      client.destroy();
      if (said.includes('"nixai"')) resolve();
      else reject(new Error(`${path} is not nixai's`));
    });
    client.once('close', () => reject(new Error(`${path} does not answer`)));
  });
}

const question = {
  jsonrpc: '2.0',
  id: 1,
  method: 'server/discover',
  params: {
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'nixai', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};
