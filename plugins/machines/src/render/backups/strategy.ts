import type { View } from '@nixai/api';
import { contents } from '../../backups/configure.js';
import type { Configured, ShownStrategy, Validated } from '../../backups/result.js';
import { rules, type Strategy } from '../../backups/strategy.js';
import { ageText } from './text.js';

/** What was written, and what has it run. */
export function renderConfigured(result: Configured, view: View): string {
  const { strategy, before, files, units, written, dryRun, key, copy, start, format } = result;
  const { style } = view;
  const old = before === undefined ? [] : changedText(before, strategy, view);
  if (dryRun)
    return [
      strategyText(strategy, view),
      ...old,
      '',
      ...units.map(({ file, text }) => `${style.dim(`# ${file}`)}\n${text}`),
      'Nothing was written (--dry-run).',
    ].join('\n');
  if (!written) return 'Nothing was written.';
  return [
    'Machines are backed up so:',
    strategyText(strategy, view),
    ...old,
    '',
    ...files.map((file) => `  ${file}`),
    '',
    `All passwords come of ${key}.`,
    copy === undefined
      ? style.warn(
          'Where it is lost, so are all backups: keep a copy, or --encrypt-with-key KEY.pub.',
        )
      : `Keep ${copy} somewhere else: its recipient can open it.`,
    '',
    format === 'nixos'
      ? 'It runs once your configuration has it:'
      : 'Nothing runs yet. To have it run:',
    ...start.map((line) => `  ${style.code(line)}`),
    '',
    `The first time: ${style.code('nixai machines backup run --all --init')}`,
  ].join('\n');
}

const strategyText = (strategy: Strategy, view: View): string =>
  view.pairs(strategyLines(strategy));

/** What it was, where that was another. */
function changedText(before: Strategy, now: Strategy, view: View): readonly string[] {
  const same = new Set(strategyLines(now).map((line) => line.join('\n')));
  const lines = strategyLines(before).filter((line) => !same.has(line.join('\n')));
  return lines.length === 0 ? [] : ['', 'Before it was:', view.pairs(lines)];
}

function strategyLines(strategy: Strategy): readonly (readonly [string, string])[] {
  const { location, schedule, keep, retentionDays, paths, pre, post } = strategy;
  const kept = [
    ...(retentionDays === undefined ? [] : [`all of ${retentionDays} days`]),
    ...rules.flatMap((rule) => (keep[rule] === undefined ? [] : [`${keep[rule]} ${rule}`])),
  ];
  return [
    ['where', `${location}/MACHINE`],
    ['when', schedule],
    ['keeps', kept.length === 0 ? 'all of them' : kept.join(', ')],
    ['what', contents.always],
    ...(paths.length === 0 ? [] : [['and', paths.join(', ')] as const]),
    ['not', contents.never],
    ...(pre === undefined ? [] : [['before', pre] as const]),
    ...(post === undefined ? [] : [['after', post] as const]),
  ];
}

/** The strategy, and what each machine could come back with. */
export function renderStrategy(
  { strategy, key, machines, file }: ShownStrategy,
  view: View,
): string {
  const { style } = view;
  return [
    style.dim(file),
    strategyText(strategy, view),
    view.pairs([
      ['key', key.there ? key.file : style.bad(`${key.file} is not there`)],
      ['copy', key.copy ?? style.warn('none: where the key is lost, so are all backups')],
    ]),
    '',
    view.table(
      [
        { title: 'machine' },
        { title: 'newest that was read back', flexible: true },
        { title: 'last restore', flexible: true },
      ],
      machines.map(({ name, verified, restored }) => [
        name,
        verified === undefined
          ? style.bad('none')
          : `${ageText(verified.hours)} old (${verified.id})`,
        restored === undefined
          ? style.warn('never tested')
          : `${restored.seconds} s on ${restored.on}, ${restored.date.slice(0, 10)}`,
      ]),
    ),
    ...machines.flatMap(({ name, damaged }) =>
      damaged === undefined
        ? []
        : [
            style.bad(
              `${name}: its newest, ${damaged.id}, is damaged, found ${damaged.found.slice(0, 10)}`,
            ),
            `  → nixai machines backup run ${name}`,
          ],
    ),
  ].join('\n');
}

/** Each check of a strategy, and what mends it. */
export const renderValidated = ({ checks }: Validated, view: View): string =>
  renderChecks(checks, 'Machines can be backed up so.', view);

/** Each check, and what mends it. */
export function renderChecks(checks: Validated['checks'], good: string, { style }: View): string {
  const marks = { ok: style.good('ok  '), warning: style.warn('warn'), bad: style.bad('no  ') };
  const bad = checks.filter(({ state }) => state === 'bad').length;
  return [
    ...checks.flatMap(({ machine, what, state, why, hint }) => [
      `${marks[state]} ${machine === undefined ? '' : `${machine}: `}${what}`,
      ...(why === undefined ? [] : [`     ${why}`]),
      ...(hint === undefined ? [] : [`     → ${hint}`]),
    ]),
    '',
    bad === 0 ? style.good(good) : style.bad(`${bad} of ${checks.length} checks failed.`),
  ].join('\n');
}
