import { StringDecoder } from 'node:string_decoder';
import type { Client, ClientChannel } from 'ssh2';
import { messageOf } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import { Channels } from './channels.js';
import { connectionLost, interrupted, tooSlow } from './faults.js';
import { commandLine } from './quote.js';
import type { Remote, RemoteOptions, RemoteResult } from './remote.js';

/** sshd's MaxSessions is 10; beyond it a channel is refused. */
const mostChannels = 8;
/** A channel that sshd refuses is asked for again after 50 ms, 100 ms …: 13 s in all. */
const mostAttempts = 9;
const defaults = { timeout: 30_000, maxOutput: 1024 * 1024 };

/** A client that is let in, as the machine that it leads to. */
export class Connection implements Remote {
  private readonly channels = new Channels(mostChannels);
  private lost: string | undefined;

  constructor(
    readonly machine: KnownMachine,
    private readonly client: Client,
    /** What it goes through, which ends with it. */
    private readonly closeWay: () => void = () => {},
  ) {
    client.on('error', (error) => (this.lost ??= messageOf(error)));
    client.on('close', () => {
      this.lost ??= 'it was closed';
      this.closeWay();
    });
  }

  get connected(): boolean {
    return this.lost === undefined;
  }

  run(argv: readonly [string, ...string[]], options: RemoteOptions = {}): Promise<RemoteResult> {
    return this.channels.with(() => this.execute(argv, options));
  }

  script(script: string, args: readonly string[], options?: RemoteOptions): Promise<RemoteResult> {
    return this.run(['sh', '-c', script, 'nixai', ...args], options);
  }

  close(): void {
    this.lost ??= 'it was closed';
    this.client.end();
    this.client.destroy();
    this.closeWay();
  }

  private execute(
    argv: readonly string[],
    {
      input,
      timeout = defaults.timeout,
      maxOutput = defaults.maxOutput,
      whole = false,
      onOutput,
      signal,
    }: RemoteOptions,
  ): Promise<RemoteResult> {
    const { name } = this.machine;
    return new Promise((resolve, reject) => {
      let channel: ClientChannel | undefined;
      let done = false;
      const settle = (end: () => void): void => {
        if (done) return;
        done = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.client.removeListener('close', onClose);
        end();
      };
      const give = (error: Error): void =>
        settle(() => {
          channel?.signal('KILL');
          channel?.close();
          reject(error);
        });
      const timer = setTimeout(() => give(tooSlow(name, `finish ${argv[0]}`, timeout)), timeout);
      const onAbort = (): void => give(interrupted(signal as AbortSignal));
      const onClose = (): void => give(connectionLost(name, this.lost ?? 'it was closed'));
      if (signal?.aborted === true) return give(interrupted(signal));
      if (this.lost !== undefined) return give(connectionLost(name, this.lost));
      signal?.addEventListener('abort', onAbort);
      this.client.on('close', onClose);
      const open = (attempt: number): void => {
        if (done) return;
        try {
          this.client.exec(commandLine(argv), (error, stream) => {
            // Nothing was started. A machine under load counts sessions that have ended for a while.
            if (isRefusal(error) && attempt < mostAttempts)
              setTimeout(open, 50 * 2 ** (attempt - 1), attempt + 1);
            else if (error) give(connectionLost(name, messageOf(error)));
            else opened(stream);
          });
        } catch (error) {
          give(error instanceof Error ? error : connectionLost(name, messageOf(error)));
        }
      };
      const opened = (stream: ClientChannel): void => {
        if (done) return void stream.close();
        channel = stream;
        const out = new Kept('stdout', maxOutput, onOutput);
        const err = new Kept('stderr', maxOutput, onOutput);
        let code: number | undefined;
        const taking = (kept: Kept) => (chunk: Buffer) => {
          kept.take(chunk);
          if (whole && kept.over) finish();
        };
        const finish = (): void => {
          const result = { code: code ?? 128, stdout: out.text, stderr: err.text };
          settle(() => resolve({ ...result, truncated: out.over || err.over }));
          if (code === undefined) stream.signal('KILL');
          stream.close();
        };
        stream.on('data', taking(out));
        stream.stderr.on('data', taking(err));
        stream.on('exit', (status: number | null) => (code = status ?? 128));
        stream.on('error', (fault: Error) => give(connectionLost(name, messageOf(fault))));
        stream.on('close', () => {
          if (code === undefined)
            return give(connectionLost(name, 'it ended without an exit code'));
          finish();
        });
        stream.end(input ?? '');
      };
      open(1);
    });
  }
}

/** sshd is there, and gives no channel: ssh2 has its number for why. */
const isRefusal = (error: Error | undefined): boolean =>
  error !== undefined && 'reason' in error && typeof error.reason === 'number';

/** What is kept of an output, up to a bound. */
class Kept {
  text = '';
  over = false;
  private bytes = 0;
  private readonly decoder = new StringDecoder('utf8');

  constructor(
    private readonly stream: 'stdout' | 'stderr',
    private readonly most: number,
    private readonly told: RemoteOptions['onOutput'],
  ) {}

  take(chunk: Buffer): void {
    const text = this.decoder.write(chunk);
    this.told?.(this.stream, text);
    this.bytes += chunk.length;
    if (this.bytes > this.most) this.over = true;
    else this.text += text;
  }
}
