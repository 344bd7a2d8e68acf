import type { TreeNode, View } from '@nixai/api';
import { healthGroups, type HealthStatus } from '../check.js';
import { plural } from '../machine/fields.js';
import type { HealthReport, HealthResult } from '../results/report.js';
import { byWeight, isTrouble } from '../run/status.js';
import { renderComparison } from './comparison.js';
import { renderFixed } from './fixed.js';

const linesShown = 2;

/** The report by group: what is wrong with what to do about it, the rest in a line. */
export function renderText(report: HealthReport, view: View): string {
  const { results, comparison, fixed, shown } = report;
  const groups = healthGroups.flatMap((group) => {
    const own = results.filter((one) => one.group === group);
    const text = own.length === 0 ? undefined : groupTree(group, own, shown.full, view);
    return text === undefined ? [] : [text];
  });
  return [
    headline(report, view),
    ...groups,
    ...(comparison === undefined ? [] : [renderComparison(comparison, shown.full, view)]),
    ...(fixed === undefined ? [] : [renderFixed(fixed, view)]),
    ...footer(report, view),
  ].join('\n\n');
}

function headline({ host, root, nixos, counts, status }: HealthReport, { style }: View): string {
  const counted = (['critical', 'major', 'minor'] as const)
    .filter((level) => counts[level] > 0)
    .map((level) => colourOf(level, style)(`${counts[level]} ${level}`));
  const name = host ?? (root === '/' ? 'this machine' : root);
  const sum =
    status === 'unknown'
      ? 'nothing could be told'
      : counted.length > 0
        ? counted.join(', ')
        : style.good('nothing wrong found');
  const more = [
    `${counts.ok} in order`,
    ...(counts.unknown > 0 ? [`${counts.unknown} unknown`] : []),
  ].join(', ');
  const other = nixos ? '' : ' (not NixOS: only what applies is looked at)';
  return `${style.bold(`Health of ${name}`)}: ${sum}; ${more}${other}`;
}

/** Undefined where there is nothing to say: all of it was left out. */
function groupTree(
  group: string,
  own: readonly HealthResult[],
  full: boolean,
  view: View,
): string | undefined {
  const { style } = view;
  const told = own.filter(
    ({ status, known }) => full || (known !== true && (isTrouble(status) || status === 'unknown')),
  );
  const rest = own.filter((one) => !told.includes(one) && one.status !== 'skipped');
  if (told.length + rest.length === 0) return undefined;
  const known = rest.filter((one) => one.known === true).length;
  const titles = [...new Set(rest.filter((one) => one.known !== true).map(({ title }) => title))];
  const order = full ? told : [...told].sort(byWeight);
  return view.tree({
    label: style.heading(group),
    children: [
      ...order.map((one) => resultNode(one, full, view)),
      ...(titles.length === 0
        ? []
        : [{ label: `${style.good('ok'.padEnd(8))}${titles.join(', ')}` }]),
      ...(known === 0
        ? []
        : [{ label: style.dim(`${plural(known, 'issue')} as in the baseline`) }]),
    ],
  });
}

function resultNode(result: HealthResult, full: boolean, view: View): TreeNode {
  const { status, title, target, summary, evidence, cause, fix, known } = result;
  const { style } = view;
  const name = target === undefined ? title : `${title}: ${target}`;
  const word = known === true ? 'known' : status;
  return {
    label: `${colourOf(status, style)(word.padEnd(8))}${style.bold(name)}: ${summary}`,
    children: [
      ...(full ? evidence : evidence.slice(-linesShown)).map((line) => ({
        label: style.dim(line),
      })),
      ...(cause === undefined ? [] : [{ label: cause }]),
      ...(fix === undefined ? [] : [fixNode(fix, style)]),
    ],
  };
}

const fixNode = (
  { title, code }: NonNullable<HealthResult['fix']>,
  style: View['style'],
): TreeNode => ({
  label: `→ ${title}${code === undefined ? '' : ':'}`,
  ...(code !== undefined && {
    children: code.split('\n').map((line) => ({ label: style.code(line) })),
  }),
});

function footer(
  { shown, counts, results, fixed }: HealthReport,
  { style }: View,
): readonly string[] {
  const lines = [
    ...(shown.full || counts.ok + counts.skipped === 0
      ? []
      : ['All of it, with what was left out and why: nixai health --full']),
    ...(fixed === undefined &&
    results.some(({ fix, known }) => fix?.safe !== undefined && known !== true)
      ? ['What is safe to do can be done at once: nixai health --auto-fix --dry-run']
      : []),
  ];
  return lines.length === 0 ? [] : [style.dim(lines.join('\n'))];
}

function colourOf(status: HealthStatus, style: View['style']): (text: string) => string {
  switch (status) {
    case 'ok':
      return style.good;
    case 'critical':
    case 'major':
      return style.bad;
    case 'minor':
    case 'unknown':
      return style.warn;
    default:
      return style.dim;
  }
}
