import type { TreeNode, View } from '@nixai/api';
import type { CheckResult, MachineHealth } from '../health/health.js';

const weights = ['critical', 'major', 'minor', 'unknown', 'ok', 'skipped'] as const;
const linesShown = 2;

/** Machines, the worst first, with what is wrong with each and what to do about it. */
export function renderHealth(
  machines: readonly MachineHealth[],
  detailed: boolean,
  view: View,
): string {
  const order = [...machines].sort((one, other) => weightOf(one) - weightOf(other));
  const trees = order.map((one) => view.tree(nodeOf(one, detailed, view)));
  return [...trees, summary(machines, view)].join('\n\n');
}

const weightOf = ({ health }: MachineHealth): number =>
  health === undefined ? -1 : weights.indexOf(health.status);

function nodeOf(
  { name, host, fault, health }: MachineHealth,
  detailed: boolean,
  view: View,
): TreeNode {
  const { style } = view;
  const heading = `${style.heading(name)} ${style.dim(`(${host})`)}`;
  if (health === undefined) {
    const why = fault?.why === undefined ? '' : `: ${fault.why}`;
    return {
      label: `${heading}: ${style.bad('not looked at')}`,
      children: [
        { label: `${fault?.what ?? ''}${why}` },
        ...(fault?.hint === undefined ? [] : [{ label: `→ ${fault.hint}` }]),
      ],
    };
  }
  const { counts, status, results } = health;
  const told = results.filter(
    (one) => detailed || (one.status !== 'ok' && one.status !== 'skipped'),
  );
  const found = (['critical', 'major', 'minor', 'unknown'] as const)
    .filter((level) => counts[level] > 0)
    .map((level) => (level === 'unknown' ? style.warn : style.bad)(`${counts[level]} ${level}`));
  const well = status === 'ok' ? [style.good('nothing wrong found')] : [];
  return {
    label: `${heading}: ${[...well, ...found, `${counts.ok} in order`].join(', ')}`,
    children: [...told]
      .sort((one, other) => weights.indexOf(one.status) - weights.indexOf(other.status))
      .map((one) => resultNode(one, detailed, view)),
  };
}

function resultNode(
  { status, title, target, summary, evidence, cause, fix }: CheckResult,
  detailed: boolean,
  { style }: View,
): TreeNode {
  const about = target === undefined ? title : `${title}: ${target}`;
  const colour = status === 'ok' ? style.good : status === 'skipped' ? style.dim : style.warn;
  const wrong = status !== 'ok' && status !== 'skipped';
  return {
    label: `${colour(status.padEnd(8))} ${style.bold(about)}: ${summary}`,
    children: [
      ...(detailed ? evidence : evidence.slice(-linesShown)).map((line) => ({
        label: style.dim(line),
      })),
      ...(cause === undefined ? [] : [{ label: cause }]),
      ...(fix === undefined || !wrong ? [] : [fixNode(fix)]),
    ],
  };
}

/** What to do; what is one line of code beside it, more of it below. */
function fixNode({ title, code }: NonNullable<CheckResult['fix']>): TreeNode {
  const lines = (code ?? '').split('\n').filter((line) => line !== '');
  if (lines.length === 1) return { label: `→ ${title}: ${lines[0]}` };
  return { label: `→ ${title}`, children: lines.map((line) => ({ label: line })) };
}

function summary(machines: readonly MachineHealth[], { style }: View): string {
  const well = machines.filter(({ health }) => health?.status === 'ok').length;
  const text = `${well} of ${machines.length} with nothing wrong found`;
  return well === machines.length ? style.good(text) : text;
}
