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

/** Moves in one file are made one after the other; more than this is a circle. */
const mostRounds = 100;

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
  let now = first;
  for (let round = 0; round < mostRounds; round++) {
    const open = now.fixables.filter(
      (fixable) => isWanted(fixable) && !left.has(keyOf(fixable.finding)),
    );
    const tried = editFiles(open, left);
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
      for (const finding of findings) left.set(keyOf(finding), { finding, why });
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
function editFiles(open: readonly Fixable[], left: Map<string, LeftFinding>): Map<string, Tried> {
  const tried = new Map<string, Tried>();
  const closed = new Set<string>();
  const fromTheEnd = [...open].sort((a, b) => b.definition.by.start - a.definition.by.start);
  for (const { finding, file, definition, edit } of fromTheEnd) {
    if (closed.has(file.path)) continue;
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
  const [clash] = bindingFaults(tree).filter(({ code }) => code !== 'undefined-variable');
  if (clash !== undefined) return clash.message;
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
