import { language } from '@nixai/nix';

/** An attribute that Nix text sets, wherever it is nested. */
export interface Assignment {
  /** `['services', 'openssh', 'enable']`. */
  readonly path: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** What a text sets, for pointing at its lines; a text that does not parse still gives some. */
export const assignmentsOf: (text: string) => Assignment[] = language.assignments;
