import type { DiagnosisFix, Evidence } from '@nixai/api';
import { packageName } from './code.js';
import { advice, nixFix } from './fix.js';

/** What Nix says is near, below its error or (copied as one line) behind it. */
function toldNames(evidence: Evidence): readonly string[] {
  const told = /Did you mean (?:one of )?(?<names>[^?]{1,200})\?/;
  const names = (told.exec(evidence.line.text) ?? evidence.after(told, 12))?.groups?.['names'];
  return (names?.split(/,? or |, /) ?? []).flatMap((one) => packageName(one) ?? []);
}

/** Nix' guess: a fix where it is one name, or where one of them is a slip of the finger away. */
export function nearNames(evidence: Evidence): readonly DiagnosisFix[] {
  const list = toldNames(evidence);
  const [only, other] = list;
  const own = evidence.get('name');
  if (only === undefined) return [];
  const plain = (one: string): string => one.replace(/[-_]/g, '').toLowerCase();
  const meant = list.find((one) => plain(one) === plain(own)) ?? (other ? undefined : only);
  if (meant !== undefined)
    return [nixFix(`Write ${meant}: the name that comes nearest to ${own}.`, meant)];
  const slip = list.find((one) => isSlip(own, one));
  if (slip === undefined) return [];
  const others = list.filter((one) => one !== slip);
  return [
    nixFix(
      `Write the one that you mean: ${[slip, ...others].join(' or ')} (Nix has these as the nearest to ${own}).`,
      `${slip}   # or: ${others.join(', ')}`,
    ),
  ];
}

/** Several names that are all further away: a mention, after what finds the right one. */
export function farNames(evidence: Evidence): readonly DiagnosisFix[] {
  const list = toldNames(evidence);
  return list.length < 2 || nearNames(evidence).length > 0
    ? []
    : [advice(`If ${evidence.get('name')} is a slip: Nix has ${list.join(' or ')} near it.`)];
}

/** One letter too many, too few, another, or two exchanged. `python38` is no slip of `python39`. */
export function isSlip(a: string, b: string): boolean {
  const digits = (one: string): string => one.replace(/\D/g, '');
  if (digits(a) !== digits(b) || Math.min(a.length, b.length) < 4) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a, b].map((one) => one.slice(start, one.length - end)) as [string, string];
  return (
    (left.length <= 1 && right.length <= 1) ||
    (left.length === 2 && right === `${left[1] ?? ''}${left[0] ?? ''}`)
  );
}
