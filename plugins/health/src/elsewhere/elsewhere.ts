import { token, type Task } from '@nixai/api';
import type { HealthReport } from '../results/report.js';

/** What a program said on another machine. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether some of it was dropped, since it was over what was asked for. */
  readonly truncated: boolean;
}

export interface SayOptions {
  /** Milliseconds. */
  readonly timeout: number;
  /** Bytes of stdout that are kept. */
  readonly maxOutput?: number;
  readonly signal: AbortSignal;
}

/** A machine whose programs are asked from here, over SSH or however the caller does it. */
export interface Elsewhere {
  /**
   * Runs a program there: words, never a text for a shell.
   * @throws NixaiError where the machine does not answer in time, or is gone.
   */
  run(argv: readonly [string, ...string[]], options: SayOptions): Promise<Said>;
  /** Runs a script there with `sh`, its arguments as words. */
  script(text: string, args: readonly string[], options: SayOptions): Promise<Said>;
}

export interface LookOptions {
  /** Ids of checks, or the first part of some; all that apply when empty. */
  readonly checks: readonly string[];
  readonly profile?: 'server' | 'desktop' | 'developer';
  /** Also what takes longer. */
  readonly production: boolean;
  /** The folder of the machine's configuration, as that machine names it. */
  readonly configuration: string;
  /** What the checks are steps of. */
  readonly task: Task;
}

/** What is known of such a machine. */
export type Looked = Pick<HealthReport, 'nixos' | 'status' | 'counts' | 'results'>;

/** The health checks, for a machine that is reached in another plugin's way. */
export interface HealthElsewhere {
  /**
   * Looks at the machine; nothing is changed there. What only the machine itself can do is left out.
   * @throws NixaiError `health-unknown-check`, and whatever `Elsewhere` throws where the machine is gone.
   */
  look(there: Elsewhere, options: LookOptions): Promise<Looked>;
}

/** Asked for by plugins that reach other machines. */
export const healthElsewhere = token<HealthElsewhere>('health.elsewhere');
