import { relative, sep } from 'node:path';
import type { CheckFinding, CheckOptions, CheckReport, CheckTarget } from '@nixai/api';
import { bindingFaults, parse } from '@nixai/nix';
import { examine, type Examination } from '../check.js';
import type { Fixable } from '../findings.js';
import type { CheckHost } from '../host.js';
import { editDefinition } from './editDefinition.js';

/** A file as it would be, with the findings that are gone then. */
export interface FileFix {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly mended: readonly CheckFinding[];
}

/** A finding that has an edit which cannot be made. */
export interface LeftFinding {
  readonly finding: CheckFinding;
  readonly why: string;
}

export interface FixPlan {
  readonly fixes: readonly FileFix[];
  readonly left: readonly LeftFinding[];
  readonly before: CheckReport;
  /** What is found once the fixes are made. */
  readonly after: CheckReport;
}

/** Moves in one file are made one after the other, and halves of what was unsound; more than this is a circle. */
const mostRounds = 200;

/**
 * What `--fix` would write. Nothing is written here.
 * @param only the one finding that is to be mended; all that can be if absent.
 */
export async function planFixes(
  host: CheckHost,
  target: CheckTarget,
  { only, ...options }: CheckOptions & { readonly only?: CheckFinding } = {},
): Promise<FixPlan> {
  const first = await examine(host, target, options);
  const isWanted = ({ finding }: Fixable): boolean =>
    only === undefined || keyOf(finding) === keyOf(only);
  const texts = new Map<string, string>();
  const mended = new Map<string, CheckFinding[]>();
  const left = new Map<string, LeftFinding>();
  /** How many edits of a file are tried at once; all if absent. */
  const atOnce = new Map<string, number>();
  let now = first;
  for (let round = 0; round < mostRounds; round++) {
    const open = now.fixables.filter(
      (fixable) => isWanted(fixable) && !left.has(keyOf(fixable.finding)),
    );
    const tried = editFiles(open, left, atOnce);
    if (tried.size === 0) break;
    const trial = new Map([
      ...(options.texts ?? []),
      ...texts,
      ...[...tried].map(([path, { text }]) => [path, text] as const),
    ]);
    const next = await examine(host, asTried(target, trial), { ...options, texts: trial });
    let isSound = true;
    for (const [path, { findings }] of tried) {
      const why = fault(path, findings, now, next);
      if (why === undefined) continue;
      isSound = false;
      const [only, more] = findings;
      // One edit says nothing about the others of its file: half of them are tried, down to one.
      if (more !== undefined) atOnce.set(path, Math.floor(findings.length / 2));
      else if (only !== undefined) left.set(keyOf(only), { finding: only, why });
    }
    // One unsound file says nothing about the others: they are tried again without it.
    if (!isSound) continue;
    now = next;
    for (const [path, { text, findings }] of tried) {
      texts.set(path, text);
      mended.set(path, [...(mended.get(path) ?? []), ...findings]);
    }
  }
  const fixes = [...texts].map(([path, after]) => {
    const before = first.sources.get(path) ?? '';
    return { path, before, after, mended: mended.get(path) ?? [] };
  });
  for (const finding of now.report.findings)
    if (isByHand(finding) && (only === undefined || keyOf(finding) === keyOf(only)))
      left.set(keyOf(finding), { finding, why: byHand, ...left.get(keyOf(finding)) });
  return { fixes, left: [...left.values()], before: first.report, after: now.report };
}

const byHand =
  'whether its value is one for the new name too does not show in the text: write it by hand, and check again';

/** What says `write …` and is still there: its edit was not safe, or could not be made. */
const isByHand = ({ rule, hint }: CheckFinding): boolean =>
  rule === 'renamed-option' && hint?.startsWith('write ') === true;

/** A text that is no file is tried as a text. */
const asTried = (target: CheckTarget, trial: ReadonlyMap<string, string>): CheckTarget =>
  typeof target === 'string' ? target : { ...target, text: trial.get(target.name) ?? target.text };

interface Tried {
  text: string;
  readonly findings: CheckFinding[];
}

/** One round of edits, from the end of each file on, as far as places stay where they are. */
function editFiles(
  open: readonly Fixable[],
  left: Map<string, LeftFinding>,
  atOnce: ReadonlyMap<string, number>,
): Map<string, Tried> {
  const tried = new Map<string, Tried>();
  const closed = new Set<string>();
  const fromTheEnd = [...open].sort((a, b) => b.definition.by.start - a.definition.by.start);
  for (const { finding, file, definition, edit } of fromTheEnd) {
    const most = atOnce.get(file.path) ?? Infinity;
    if (closed.has(file.path) || (tried.get(file.path)?.findings.length ?? 0) >= most) continue;
    const before = tried.get(file.path)?.text ?? file.source;
    const result = isForeign(file.path)
      ? { ok: false as const, message: 'the file belongs to the Nix store' }
      : editDefinition(before, { definition, edit });
    if (!result.ok) {
      left.set(keyOf(finding), { finding, why: result.message });
      continue;
    }
    const made = tried.get(file.path) ?? { text: before, findings: [] };
    made.text = result.source;
    made.findings.push(finding);
    tried.set(file.path, made);
    const start = definition.by.start;
    if (!result.source.startsWith(before.slice(0, start))) closed.add(file.path);
  }
  return tried;
}

const isForeign = (path: string): boolean =>
  !relative(`${sep}nix${sep}store`, path).startsWith('..');

const keyOf = ({ file, rule, message, line }: CheckFinding): string =>
  JSON.stringify([file, rule, message, line]);

/** Why a file must not be written so; undefined where it may. */
function fault(
  path: string,
  findings: readonly CheckFinding[],
  before: Examination,
  after: Examination,
): string | undefined {
  const text = after.sources.get(path) ?? '';
  const { tree, errors } = parse(text, { pipeOperators: true });
  const [error] = errors;
  if (error !== undefined) return `the file would not parse: ${error.message}`;
  const clashes = clashesIn(tree);
  const known = clashesIn(parse(before.sources.get(path) ?? '', { pipeOperators: true }).tree);
  if (clashes.length > known.length) return clashes.find((one) => !known.includes(one));
  const count = (
    { report }: Examination,
    { rule, message }: Pick<CheckFinding, 'rule' | 'message'>,
  ) =>
    report.findings.filter(
      (one) => one.file === path && one.rule === rule && one.message === message,
    ).length;
  if (findings.some((finding) => count(after, finding) >= count(before, finding)))
    return 'the finding would still be there';
  const worse = after.report.findings.find(
    (one) =>
      one.file === path && one.severity === 'error' && count(after, one) > count(before, one),
  );
  return worse && `it would lead to another finding: ${worse.message}`;
}

/** What Nix says of names that a file binds twice. */
const clashesIn = (tree: Parameters<typeof bindingFaults>[0]): readonly string[] =>
  bindingFaults(tree)
    .filter(({ code }) => code !== 'undefined-variable')
    .map(({ message }) => message);
