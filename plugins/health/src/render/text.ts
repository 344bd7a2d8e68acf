import { healthGroups, type HealthStatus, type TreeNode, type View } from '@nixai/api';
import { plural } from '../machine/fields.js';
import type { HealthReport, HealthResult } from '../results/report.js';
import { byWeight, isTrouble } from '../run/status.js';
import { renderComparison } from './comparison.js';
import { renderFixed } from './fixed.js';
import { besides, machineOf, remediesOf } from './parts.js';

const linesShown = 2;
const fixesShown = 5;

/** The report by group: what is wrong with what to do about it, the rest in a line. */
export function renderText(report: HealthReport, view: View): string {
  const { results, comparison, fixed, words, shown } = report;
  const groups = healthGroups.flatMap((group) => {
    const own = results.filter((one) => one.group === group);
    const text = own.length === 0 ? undefined : groupTree(group, own, shown.full, view);
    return text === undefined ? [] : [text];
  });
  return [
    headline(report, view),
    ...groups,
    ...remedies(results, shown.full, view),
    ...(comparison === undefined ? [] : [renderComparison(comparison, shown.full, view)]),
    ...(fixed === undefined ? [] : [renderFixed(fixed, view)]),
    ...(words === undefined ? [] : [renderWords(words, view)]),
    ...footer(report, view),
  ].join('\n\n');
}

function headline(report: HealthReport, view: View): string {
  const { style } = view;
  const { counts, status } = report;
  const counted = (['critical', 'major', 'minor'] as const)
    .filter((level) => counts[level] > 0)
    .map((level) => colourOf(level, style)(`${counts[level]} ${level}`));
  const sum =
    status === 'unknown'
      ? 'nothing could be told'
      : counted.length > 0
        ? counted.join(', ')
        : style.good('nothing wrong found');
  return view.wrap(`${style.bold(`Health of ${machineOf(report)}`)}: ${sum}; ${besides(report)}`);
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
  const { status, title, target, summary, evidence, cause, known } = result;
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
    ],
  };
}

/** What to do, as it can be pasted. */
function remedies(results: readonly HealthResult[], full: boolean, view: View): readonly string[] {
  const { style } = view;
  const all = remediesOf(results);
  if (all.length === 0) return [];
  const shown = full ? all : all.slice(0, fixesShown);
  const texts = shown.map(({ fix: { title, code, language }, of }, at) => {
    const number = `${at + 1}. `;
    const about = `${title} ${style.dim(`(${of.join(', ')})`)}`;
    const head = number + view.wrap(about, number.length).trimStart();
    return code === undefined ? head : `${head}\n${view.code(code, language ?? 'text')}`;
  });
  const more =
    all.length > shown.length ? [style.dim(`${all.length - shown.length} more: --full`)] : [];
  return [`${style.heading('What to do')}\n${[...texts, ...more].join('\n')}`];
}

/** A model's words, and what of them is not a recommendation of the checks. */
function renderWords(
  { explanation: { text, model, complete }, unbacked }: NonNullable<HealthReport['words']>,
  view: View,
): string {
  const { style } = view;
  const by = style.dim(`${model}${complete ? '' : ', incomplete'}`);
  const added = unbacked.map((line) => style.warn(view.wrap(line, 2)));
  return [
    `${style.heading('In the words of a model')} ${by}`,
    view.markdown(text),
    ...(added.length === 0 ? [] : [style.warn('No check recommends this part of it:'), ...added]),
  ].join('\n');
}

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
