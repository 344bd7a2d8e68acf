import type { Task } from './task.js';

/** One thing that a plan would do. */
export interface Action {
  /** `run` is for what no file shows: a service is restarted, a generation deleted. */
  readonly kind: 'create' | 'change' | 'remove' | 'run';
  /** A file, or what is run. */
  readonly target: string;
  /** What would be different: a unified diff, or a sentence. */
  readonly detail: string;
  /**
   * What would be lost that nobody would expect, as a sentence. A person is told and asked; `--yes`
   * does not cover it.
   */
  readonly loses?: string;
}

/** The worst that can come of a plan: nothing, an interruption, lost data, an open door. */
export type Risk = 'none' | 'restart' | 'data' | 'security';

/**
 * What is going to be changed, known before anything is: the same for `--dry-run`, the question to a
 * person, an agent's approval, the log and the undo. A plan without actions has nothing to do.
 */
export interface Plan {
  /** As a person would say it: `check --fix`. */
  readonly about: string;
  /** In the order they are done. */
  readonly actions: readonly Action[];
  readonly risk: Risk;
  /**
   * Does it.
   * @throws NixaiError `changed-meanwhile` where things are no longer as they were for the plan.
   */
  apply(task: Task): Promise<Applied>;
}

export interface Applied {
  /** The id for `nixai undo`; undefined where there is no way back. */
  readonly change?: string;
}

/** How a plan may be carried out. */
export interface Approval {
  /** Show it, and do nothing. */
  readonly dryRun?: boolean;
  /** Do not ask. */
  readonly yes?: boolean;
  /** What a person is asked; `Do this?` when absent. */
  readonly question?: string;
}
