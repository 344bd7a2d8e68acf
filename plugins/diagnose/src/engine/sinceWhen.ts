import type { LogContext } from '@nixai/api';
import { firstFixes, rowsOf, type FindingFix } from './finding.js';
import { isDecided } from './measured.js';
import { wayBack } from './wayBack.js';

/**
 * Classes that an update of an input brings about as well as a change of the person's own, by the same message:
 * what was asked for is gone, renamed, or of another kind in the newer revision.
 */
const broughtByUpdates: ReadonlySet<string> = new Set([
  'auto-patchelf-missing',
  'bad-interpreter',
  'build-program-crashed',
  'cmake-package-missing',
  'compile-error',
  'forbidden-reference',
  'function-argument-mismatch',
  'haskell-dependency-bounds',
  'infinite-recursion',
  'linker-missing-lib',
  'missing-attribute',
  'no-make-target',
  'patch-failed',
  'phase-file-missing',
  'python-missing-build-dep',
  'shell-syntax',
  'substitute-pattern',
  'type-coercion',
  'unbound-variable',
  'value-type-mismatch',
]);

/**
 * A single fix of a class that has several causes is right for one of them. When it began is what a person knows
 * and no log says; so both are stated: the fix for a change of theirs, and the way back from an update.
 */
export function bySinceWhen(
  root: string,
  fixes: readonly FindingFix[],
  context: LogContext,
): readonly FindingFix[] {
  const [first, second] = firstFixes({ class: root, fixes });
  if (
    first === undefined ||
    second !== undefined ||
    first.step !== undefined ||
    first.elsewhere === true ||
    isDecided(root) ||
    !broughtByUpdates.has(root) ||
    rowsOf(first) > mostRows ||
    speaksOfRevisions.test(`${first.title} ${first.code ?? ''}`)
  )
    return fixes;
  return [
    {
      ...first,
      title: `If a change of yours came before it, or it never worked: ${lowered(first.title)}`,
      step: 'if',
    },
    {
      title: 'If an update came before it: go back to what worked, and update one input at a time.',
      code: wayBack(context),
      language: 'sh',
      step: 'if',
      risk: 'none',
    },
    ...fixes.slice(1),
  ];
}

/** The first screen has room for the way back beside a fix of so many rows. */
const mostRows = 4;

/** It says itself that something has to be of another time. */
const speaksOfRevisions = /\bupdate\b|\brevision|flake\.lock|nix-channel|of one (?:time|date)/i;

const lowered = (title: string): string =>
  /^(?:[A-Z]{2}|[A-Z]\S*[.:/])/.test(title)
    ? title
    : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
