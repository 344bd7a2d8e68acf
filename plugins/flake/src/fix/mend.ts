import { bindingFaults, parse } from '@nixai/nix';
import type { Flake } from '../read/flake.js';
import { flakeRules } from '../rules/index.js';
import type { Fault, FlakeRule, TextEdit } from '../rules/rule.js';

/** A fault, and the rule that knows it. */
export interface Found extends Fault {
  readonly rule: FlakeRule;
  /** From 1, in the text that it was found in. */
  readonly line: number;
}

export interface Mended {
  readonly text: string;
  readonly mended: readonly Found[];
  /** What a person has to do. */
  readonly left: readonly Found[];
}

/** One mend after the other ends here; a file has no more faults than that. */
const mostMends = 200;

/**
 * Mends what can be: one fault at a time, since a mend may show or settle others. One that Nix would
 * like less than what is there is not made.
 * @param read reads the text for the rules; undefined where it does not parse.
 */
export function mend(text: string, read: (text: string) => Flake | undefined): Mended {
  const mended: Found[] = [];
  const refused = new Set<string>();
  let at = text;
  for (let step = 0; ; step++) {
    const all = faultsIn(read(at));
    const next =
      step < mostMends
        ? all.find((one) => one.edits !== undefined && !refused.has(keyOf(one)))
        : undefined;
    if (next === undefined) return { text: at, mended, left: all };
    const after = applied(at, next.edits!);
    // Mended is what is not found again.
    const again = faultsIn(read(after)).filter((one) => keyOf(one) === keyOf(next)).length;
    const before = all.filter((one) => keyOf(one) === keyOf(next)).length;
    if (isWorse(at, after) || again >= before) refused.add(keyOf(next));
    else {
      mended.push(next);
      at = after;
    }
  }
}

/** All faults of a flake, in the order of the rules. */
export function faultsIn(flake: Flake | undefined): Found[] {
  if (flake === undefined) return [];
  return flakeRules.flatMap((rule) =>
    rule
      .find(flake)
      .map((fault) => ({ ...fault, rule, line: flake.lines.positionOf(fault.at).line })),
  );
}

const keyOf = ({ rule, message }: Found): string => `${rule.id} ${message}`;

function applied(text: string, edits: readonly TextEdit[]): string {
  let after = text;
  for (const { start, end, text: put } of edits.toSorted(
    (a, b) => b.start - a.start || b.end - a.end,
  ))
    after = after.slice(0, start) + put + after.slice(end);
  return after;
}

function isWorse(before: string, after: string): boolean {
  const { tree, errors } = parse(after, { pipeOperators: true });
  if (errors.length > 0) return true;
  return (
    bindingFaults(tree).length > bindingFaults(parse(before, { pipeOperators: true }).tree).length
  );
}
