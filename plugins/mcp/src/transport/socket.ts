import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Server } from '@modelcontextprotocol/server';
import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { answerLines } from './line.js';

export interface SocketOptions {
  readonly path: string;
  readonly create: () => Server;
  readonly signal: AbortSignal;
  readonly onError: (message: string) => void;
  /** Clients at once; one more is turned away. */
  readonly most: number;
}

/** Something that takes clients. */
export interface Listening {
  /** Where, as a person would say it. */
  readonly at: string;
  close(): Promise<void>;
}

/**
 * Listens at a Unix socket, for this user alone. What a server that died has left there is replaced.
 * @throws NixaiError `mcp-address-taken` where somebody answers there already, `mcp-no-socket` where it
 * cannot be.
 */
export async function listenAtSocket(options: SocketOptions): Promise<Listening> {
  const { path, most } = options;
  await makeRoom(path);
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    client.on('error', () => {});
    if (clients.size >= most) return void client.destroy();
    clients.add(client);
    client.once('close', () => clients.delete(client));
    const { create, signal, onError } = options;
    answerLines(client, client, create, signal, onError)
      .catch((error: unknown) => onError(messageOf(error)))
      .finally(() => client.destroy());
  });
  await listen(server, path);
  return {
    at: path,
    async close() {
      clients.forEach((client) => client.destroy());
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The socket is the user's alone from its first moment, wherever it lies: it is made before this returns. */
function listen(server: NetServer, path: string): Promise<void> {
  const usual = process.umask(0o177);
  try {
    return new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(unusable(path, error)));
      server.listen(path, resolve);
    });
  } finally {
    process.umask(usual);
  }
}

async function makeRoom(path: string): Promise<void> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there === undefined) return;
    if (!there.isSocket()) throw new Error('it is there, and no socket');
    if (there.uid !== process.getuid?.()) throw new Error('it is the socket of another user');
    if (await answers(path))
      throw new NixaiError({
        code: 'mcp-address-taken',
        what: `a server answers at ${path} already`,
        hint: 'nixai mcp-server status',
      });
    rmSync(path);
  } catch (error) {
    throw error instanceof NixaiError ? error : unusable(path, error);
  }
}

/** Whether somebody takes connections at a socket. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(path);
    client.once('connect', () => resolve(true)).once('error', () => resolve(false));
    client.once('connect', () => client.destroy());
  });
}

function unusable(path: string, cause: unknown): NixaiError {
  return new NixaiError({
    code: 'mcp-no-socket',
    what: `there can be no socket at ${path}`,
    why: messageOf(cause),
    hint: 'nixai mcp-server start --socket-path PATH',
    exitCode: ExitCode.refused,
    cause,
  });
}
