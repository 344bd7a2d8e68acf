import type { View } from '@nixai/api';
import { spanText } from '../../durations.js';
import type { RecoveryPlan } from '../../recovery/plan.js';
import type { Created, ShownPlan } from '../../recovery/result.js';

function planLines({ machines, objectives, phases, region }: RecoveryPlan, view: View): string {
  return [
    view.pairs([
      ['comes back within', spanText(objectives.recoverySeconds)],
      ['may lose', spanText(objectives.pointSeconds)],
      ...(region === undefined ? [] : [['region', region] as const]),
    ]),
    '',
    view.table(
      [{ title: 'machine' }, { title: 'standby' }],
      machines.map(({ name, standby }) => [name, standby ?? view.style.warn('none')]),
    ),
    '',
    view.table(
      [{ title: 'phase' }, { title: 'may take' }, { title: 'commands', flexible: true }],
      phases.map(({ phase, seconds, commands }) => [
        phase,
        seconds === undefined ? '' : spanText(seconds),
        commands.map(({ run }) => run).join('; '),
      ]),
    ),
  ].join('\n');
}

export function renderCreated({ plan, file, written, dryRun }: Created, view: View): string {
  const end = dryRun
    ? 'Nothing was written (--dry-run).'
    : written
      ? `Wrote ${file}. Try it: nixai machines disaster-recovery test ${plan.name}`
      : 'Nothing was written.';
  return [planLines(plan, view), '', end].join('\n');
}

export function renderPlan({ plan, file, last }: ShownPlan, view: View): string {
  const { style } = view;
  return [
    `${style.heading(plan.name)} ${style.dim(file)}`,
    planLines(plan, view),
    '',
    last === undefined ? style.warn('never tested') : lastText(last, view),
  ].join('\n');
}

export function renderPlans(plans: readonly ShownPlan[], view: View): string {
  if (plans.length === 0)
    return 'There is no plan. One is written by: nixai machines disaster-recovery plan create';
  return view.table(
    [
      { title: 'plan' },
      { title: 'machines', align: 'right' },
      { title: 'within' },
      { title: 'may lose' },
      { title: 'last', flexible: true },
    ],
    plans.map(({ plan: { name, machines, objectives }, last }) => [
      name,
      String(machines.length),
      spanText(objectives.recoverySeconds),
      spanText(objectives.pointSeconds),
      last === undefined ? view.style.warn('never tested') : lastText(last, view),
    ]),
  );
}

function lastText(
  { mode, verdict, seconds = 0, began }: NonNullable<ShownPlan['last']>,
  { style }: View,
): string {
  const colour = { passed: style.good, partial: style.warn, failed: style.bad, planned: style.dim };
  const what = mode === 'run' ? 'recovery' : 'test';
  return `${what} ${colour[verdict](verdict)} in ${spanText(seconds)}, ${began.slice(0, 10)}`;
}
