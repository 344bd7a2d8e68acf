import type { View } from '@nixai/api';
import { spanText } from '../../durations.js';
import { verdictText } from '../../recovery/markdown.js';
import type { Report } from '../../recovery/result.js';

/** What a recovery, or the test of one, came to. */
export function renderReport(report: Report, view: View): string {
  const { plan, mode, verdict, seconds, objectives, pointSeconds, phases, machines } = report;
  const { style } = view;
  const colours = {
    passed: style.good,
    failed: style.bad,
    'not-tested': style.warn,
    left: style.dim,
    planned: style.dim,
    partial: style.warn,
  };
  const span = (some: number | undefined): string => (some === undefined ? '' : spanText(some));
  return [
    style.heading(`${plan}: ${mode === 'run' ? 'recovery' : 'test of a recovery'}`),
    '',
    view.table(
      [{ title: 'phase' }, { title: 'state' }, { title: 'took' }, { title: 'was to take' }],
      phases.map(({ phase, state, seconds: took, target }) => [
        phase,
        colours[state](state),
        span(took),
        span(target),
      ]),
    ),
    '',
    view.table(
      [
        { title: 'machine' },
        { title: 'on' },
        { title: 'backup', flexible: true },
        { title: 'age' },
        { title: mode === 'dry-run' ? 'last restore' : 'restored' },
      ],
      machines.map(({ name, on, standby, backup, ageSeconds, files, steps, lastSeconds }) => {
        const restore = steps.find(({ phase }) => phase === 'restore');
        const took = `${files ?? 0} files, ${span(restore?.seconds)}`;
        const last = lastSeconds === undefined ? style.warn('never tested') : span(lastSeconds);
        return [
          name,
          standby ? on : `${on} (a look)`,
          backup?.id ?? style.bad('none'),
          span(ageSeconds),
          mode === 'dry-run' ? last : restore?.state === 'passed' ? took : (restore?.state ?? ''),
        ];
      }),
    ),
    '',
    view.pairs([
      [
        'took',
        `${span(seconds) || 'nothing was measured'}, may take ${spanText(objectives.recoverySeconds)}`,
      ],
      [
        'would lose',
        `${span(pointSeconds) || 'not known'}, may lose ${spanText(objectives.pointSeconds)}`,
      ],
    ]),
    ...(report.findings.length === 0
      ? []
      : ['', ...report.findings.map((one) => view.wrap(`- ${one}`))]),
    '',
    colours[verdict](verdictText(verdict)),
    ...machines.flatMap(({ name, on, folder }) =>
      folder === undefined ? [] : [`${name} lies in ${on}:${folder}`],
    ),
    ...report.saved.map((file) => style.dim(file)),
  ].join('\n');
}
