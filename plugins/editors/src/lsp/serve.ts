import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { Checker, Commands, DocsEngine, HostWith } from '@nixai/api';
import type { InitializeParams } from 'vscode-languageserver';
import { firstMessage, framed } from './firstMessage.js';
import { greeting } from './greeting.js';

export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/**
 * Serves one editor until it says that it is done, or is gone. The editor is greeted at once; the library
 * of the protocol, which takes as long to load as all else, comes after it and is told the same.
 */
export async function serve(
  host: HostWith<Checker | DocsEngine | Commands>,
  { input, output, signal }: Streams,
): Promise<'exit' | 'lost'> {
  const { message, bytes } = await firstMessage(input, signal);
  const greeted = isGreeting(message) ? message.id : undefined;
  if (isGreeting(message))
    output.write(framed({ id: greeted, result: greeting(message.params, host.version) }));
  const { connect } = await import('./connect.js');
  return new Promise((resolve) => {
    // As the editor sent it, from the beginning.
    const whole = new PassThrough();
    whole.write(bytes);
    if (input.readableEnded) whole.end();
    else input.pipe(whole);
    const onEnd = (how: 'exit' | 'lost'): void => {
      connected.close();
      // A pipe that is still open would keep the process.
      input.destroy();
      resolve(how);
    };
    const connected = connect(host, { input: whole, output, greeted, onEnd });
    whole.once('end', () => onEnd('lost'));
    if (signal.aborted) onEnd('lost');
    signal.addEventListener('abort', () => onEnd('lost'), { once: true });
  });
}

interface Greeting {
  readonly id: number | string;
  readonly params: Pick<InitializeParams, 'capabilities'>;
}

function isGreeting(message: unknown): message is Greeting {
  if (typeof message !== 'object' || message === null) return false;
  const { id, method, params } = message as Readonly<Record<string, unknown>>;
  return (
    method === 'initialize' &&
    (typeof id === 'number' || typeof id === 'string') &&
    typeof params === 'object' &&
    params !== null &&
    'capabilities' in params &&
    typeof params.capabilities === 'object' &&
    params.capabilities !== null
  );
}
