import type { Readable, Writable } from 'node:stream';
import type { Checker, Commands, DocsEngine, HostWith } from '@nixai/api';
import { createConnection } from 'vscode-languageserver';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Message,
} from 'vscode-languageserver/node';
import { Session } from './session.js';

/** Keeps back the answer to a request that has had one. */
class WriterWithout extends StreamMessageWriter {
  #answered: unknown;

  constructor(output: Writable, answered: unknown) {
    super(output);
    this.#answered = answered;
  }

  override async write(message: Message): Promise<void> {
    if (this.#answered !== undefined && 'result' in message && 'id' in message)
      if (message.id === this.#answered) {
        this.#answered = undefined;
        return;
      }
    await super.write(message);
  }
}

export interface Ends {
  readonly input: Readable;
  readonly output: Writable;
  /** The number of the request to which the greeting was the answer. */
  readonly greeted: unknown;
  /** Called when the editor says that it is done, or is gone. */
  onEnd(how: 'exit' | 'lost'): void;
}

/** An editor at the other end, from its greeting on. */
export function connect(
  host: HostWith<Checker | DocsEngine | Commands>,
  { input, output, greeted, onEnd }: Ends,
): { close(): void } {
  const reader = new StreamMessageReader(input);
  const writer = new WriterWithout(output, greeted);
  const connection = createConnection(
    (logger) => createProtocolConnection(reader, writer, logger),
    {
      shutdownReceived: false,
      initialize() {},
      exit: (code) => onEnd(code === 0 ? 'exit' : 'lost'),
    },
  );
  const session = new Session(host, connection);
  reader.onClose(() => onEnd('lost'));
  connection.listen();
  return {
    close() {
      session.close();
      connection.dispose();
    },
  };
}
