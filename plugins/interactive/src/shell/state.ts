import type { Issue } from '../guides/issue.js';
import type { Pick as Picked } from '../results/picks.js';

/** What a session of the shell knows of what was done in it. */
export interface State {
  /** The lines that were typed, oldest first. */
  lines: string[];
  /** What the last answer was, as it was printed. */
  lastAnswer?: string;
  /** What numbers stand for, after a list. */
  picks: readonly Picked[];
  /** Whether a question was asked already: the next one goes on from it. */
  isTalking: boolean;
  /** No model is asked, whatever is configured. */
  noAi?: boolean;
  /** The issues that the last diagnosis found: for `help N`. */
  issues: readonly Issue[];
  /** What was set here, as variables of the environment. */
  settings: Partial<Record<SettingName, string>>;
}

export const settingNames = ['NIXAI_PROVIDER', 'NIXAI_MODEL', 'NIXAI_NIXOS_FOLDER'] as const;
export type SettingName = (typeof settingNames)[number];

export const newState = (): State => ({
  lines: [],
  picks: [],
  isTalking: false,
  issues: [],
  settings: {},
});
