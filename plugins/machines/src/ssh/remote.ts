import type { KnownMachine } from '../registry/load.js';

export interface RemoteOptions {
  /** Text for its stdin; closed at once when absent. */
  readonly input?: string;
  /** Milliseconds; 30,000 when absent. */
  readonly timeout?: number;
  /** Bytes kept of stdout and of stderr, each; 1 MiB when absent. What is over is dropped, and said. */
  readonly maxOutput?: number;
  /** Ends it there: half of an answer is of no use, and some machine's has no end. */
  readonly whole?: boolean;
  /** Called for each piece as it comes, as it came: it may hold what a terminal obeys. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
  readonly signal?: AbortSignal;
}

export interface RemoteResult {
  /** The exit code; 128 where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
}

/** A machine that is connected to, its host key checked. */
export interface Remote {
  readonly machine: KnownMachine;
  /**
   * Runs a program there to its end: words, never a text for a shell. A failing exit code is a result.
   * @throws NixaiError `machine-timeout`, `connection-lost` (whether it ran is then not known) or
   * `interrupted`.
   */
  run(argv: readonly [string, ...string[]], options?: RemoteOptions): Promise<RemoteResult>;
  /**
   * Runs a script of ours with `sh`, its arguments as words: `$1` and so on. Nothing is put into the
   * script itself.
   */
  script(script: string, args: readonly string[], options?: RemoteOptions): Promise<RemoteResult>;
  /** Whether it is still there, as far as is known. */
  readonly connected: boolean;
  close(): void;
}

/** Ways to machines; one connection a machine, however many ask. */
export interface Connections {
  /**
   * The connection that there is, or a new one.
   * @throws NixaiError `machine-unreachable`, `machine-timeout`, `ssh-auth`, `ssh-config`,
   * `host-key-unknown`, `host-key-changed`, `host-key-revoked`, `offline` or `interrupted`.
   */
  to(machine: KnownMachine, signal: AbortSignal): Promise<Remote>;
  /** Always a new one, which the caller closes: what proves that a machine lets one in. */
  anew(machine: KnownMachine, signal: AbortSignal): Promise<Remote>;
  close(): void;
}
