import type { DiagnosisRule } from '@nixai/api';
import { identityOf, lowConfidence, type Finding } from './finding.js';

const most = 200;

/** All findings of a log: the same one once, however often it is met, and never more than 200. */
export function createFindings(rules: readonly DiagnosisRule[]) {
  const yields = new Map(rules.map(({ id, yieldsTo = [] }) => [id, yieldsTo]));
  const found = new Map<string, Finding>();
  return {
    /** @returns true if it is new. */
    add(finding: Finding): boolean {
      const key = identityOf(finding);
      const known = found.get(key);
      // The first ones are worth most; a stream of days still tells what is new.
      const last = [...found.keys()].at(-1);
      if (known === undefined && found.size >= most && last !== undefined) found.delete(last);
      if (known === undefined) found.set(key, finding);
      else found.set(key, { ...better(known, finding), count: known.count + 1 });
      return known === undefined;
    },
    /** So many more of a finding that was met before. */
    count(finding: Finding, times: number): void {
      const known = found.get(identityOf(finding));
      if (known !== undefined)
        found.set(identityOf(known), { ...known, count: known.count + times });
    },
    ranked: (): readonly Finding[] => ranked([...found.values()], yields),
  };
}

function better(a: Finding, b: Finding): Finding {
  return b.confidence > a.confidence ? { ...b, line: Math.min(a.line, b.line) } : a;
}

/** Causes before consequences, the surer before the less sure, then as the log has them. */
function ranked(
  findings: readonly Finding[],
  yields: ReadonlyMap<string, readonly string[]>,
): readonly Finding[] {
  const single = findings.filter(
    (one) => !findings.some((other) => explainsLineBetter(other, one) || saysMore(other, one)),
  );
  return single
    .map((one): Finding => {
      const cause = single.find(
        (other) =>
          other.rule !== one.rule &&
          yieldsTo(yields.get(one.rule), other) &&
          near(one, other) &&
          // What was only warned of is no cause of what stopped.
          (!isWarning(other) || isWarning(one)),
      );
      return cause === undefined ? one : { ...one, role: 'consequence', consequenceOf: cause.rule };
    })
    .sort(
      (a, b) =>
        Number(a.role === 'consequence') - Number(b.role === 'consequence') ||
        Number(isWarning(a)) - Number(isWarning(b)) ||
        sureness(b) - sureness(a) ||
        a.line - b.line,
    );
}

/** A rule that speaks where no other knows more yields to all that is no guess. */
const yieldsTo = (classes: readonly string[] | undefined, { class: root, confidence }: Finding) =>
  classes?.includes(root) === true ||
  (classes?.includes('*') === true && confidence >= lowConfidence);

/** Of two rules that speak of one line, the surer is believed. */
function explainsLineBetter(other: Finding, one: Finding): boolean {
  return (
    other !== one &&
    other.line === one.line &&
    // A message in JSON has many lines of one number.
    hitText(other) === hitText(one) &&
    other.confidence > one.confidence
  );
}

const hitText = ({ excerpt }: Finding): string => excerpt.find(({ hit }) => hit)?.text ?? '';

/** The same cause with a fuller name: a unit, and the unit with the path that it lacks. */
function saysMore(other: Finding, one: Finding): boolean {
  return other.rule === one.rule && /^:? /.test(startingWith(other.culprit, one.culprit));
}

/** What stands behind a beginning; nothing where it begins otherwise. */
const startingWith = (text: string, beginning: string): string =>
  text.startsWith(beginning) ? text.slice(beginning.length) : '';

/** What Nix only warns of did not stop it, if anything else did. */
export function isWarning(finding: Finding): boolean {
  const text = hitText(finding);
  return (
    /^\s*(?:trace: |evaluation )?warning: (?!the following units|error|spurious network error)/.test(
      text,
    ) ||
    // A binary cache that cannot be reached is only not used.
    /warning: error: unable to download \S+\/(?:nix-cache-info|\w{32}\.narinfo)/.test(text)
  );
}

/** Two builders' failures have nothing to do with each other. */
function near(a: Finding, b: Finding): boolean {
  return a.derivation === undefined || b.derivation === undefined || a.derivation === b.derivation;
}

/** In steps: a small difference does not outweigh which came first. */
function sureness({ confidence }: Finding): number {
  return Math.round(confidence * 5);
}
