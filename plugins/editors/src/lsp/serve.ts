import type { Readable, Writable } from 'node:stream';
import type { Checker, Commands, DocsEngine, HostWith } from '@nixai/api';
import { createConnection } from 'vscode-languageserver';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { Session } from './session.js';

export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/** Serves one editor until it says that it is done, or is gone. */
export function serve(
  host: HostWith<Checker | DocsEngine | Commands>,
  { input, output, signal }: Streams,
): Promise<'exit' | 'lost'> {
  return new Promise((resolve) => {
    const end = (how: 'exit' | 'lost'): void => {
      session.close();
      connection.dispose();
      // A pipe that is still open would keep the process.
      input.destroy();
      resolve(how);
    };
    const reader = new StreamMessageReader(input);
    const writer = new StreamMessageWriter(output);
    const connection = createConnection(
      (logger) => createProtocolConnection(reader, writer, logger),
      {
        shutdownReceived: false,
        initialize() {},
        exit(code) {
          end(code === 0 ? 'exit' : 'lost');
        },
      },
    );
    const session = new Session(host, connection);
    input.once('end', () => end('lost'));
    reader.onClose(() => end('lost'));
    signal.addEventListener('abort', () => end('lost'), { once: true });
    connection.listen();
  });
}
