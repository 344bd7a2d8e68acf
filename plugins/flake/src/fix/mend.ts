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
 * @param only the rules to go by; all where absent.
 */
export function mend(
  text: string,
  read: (text: string) => Flake | undefined,
  only?: readonly string[],
): Mended {
  const mended: Found[] = [];
  const refused = new Set<string>();
  const lookAt = (given: string) => ({
    text: given,
    faults: faultsIn(read(given)).filter(({ rule }) => only?.includes(rule.id) ?? true),
    unbound: unboundIn(given),
  });
  let now = lookAt(text);
  for (let step = 0; step < mostMends; step++) {
    const next = now.faults.find((one) => one.edits !== undefined && !refused.has(keyOf(one)));
    if (next === undefined) break;
    const after = lookAt(applied(now.text, next.edits!));
    const times = ({ faults }: typeof now) =>
      faults.filter((one) => keyOf(one) === keyOf(next)).length;
    // Mended is what is not found again.
    if (after.unbound > now.unbound || times(after) >= times(now)) refused.add(keyOf(next));
    else {
      mended.push(next);
      now = after;
    }
  }
  return { text: now.text, mended, left: now.faults };
}

/** All faults of a flake, in the order of the rules. */
function faultsIn(flake: Flake | undefined): Found[] {
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

/** How much Nix refuses before it evaluates anything; everything where the text does not parse. */
function unboundIn(text: string): number {
  const { tree, errors } = parse(text, { pipeOperators: true });
  return errors.length > 0 ? Infinity : bindingFaults(tree).length;
}
