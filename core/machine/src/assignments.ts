import { Lines, assignmentsIn, parse } from '@nixai/nix';

/** An attribute that Nix text sets, wherever it is nested. */
export interface Assignment {
  /** `['services', 'openssh', 'enable']`. */
  readonly path: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** What a text sets, for pointing at its lines; a text that does not parse still gives some. */
export function assignmentsOf(text: string): Assignment[] {
  const lines = new Lines(text);
  return assignmentsIn(parse(text, { pipeOperators: true }).tree.root).map(({ path, by }) => ({
    path,
    line: lines.positionOf(by.start).line,
  }));
}
