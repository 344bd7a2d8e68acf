import type { View } from '@nixai/api';
import { conflictLines } from '../merge/conflictLines.js';
import type { UpdateCheck, UpdateReport } from '../update/report.js';

/** What an update did, or would do. */
export function renderUpdate(result: UpdateReport, view: View): string {
  const { template, from, to, steps, renamed, files, conflicts, findings } = result;
  const { written, dryRun, undo } = result;
  const open = conflicts.filter(({ taken }) => taken === undefined);
  const of = (step: string) => steps.filter((one) => one.step === step).map(({ path }) => path);
  const rows = (
    [
      ['new', of('add')],
      ['changed', of('change')],
      ['joined', of('join')],
      ['taken out', of('remove')],
      ['yours stays', of('stay')],
      ['so already', of('adopt')],
      ['renamed', renamed.map((one) => `${one.from} to ${one.to}`)],
    ] as const
  )
    .filter(([, paths]) => paths.length > 0)
    .map(([name, paths]) => [name, paths.join(', ')] as const);
  return [
    view.style.heading(from === to ? template : `${template} ${from} → ${to}`),
    dryRun ? files.map(({ diff }) => diff.trimEnd()).join('\n') : '',
    ...conflicts.map((conflict) => conflictLines(conflict, view)),
    rows.length === 0 ? '' : view.pairs(rows),
    findings
      .map((one) => view.wrap(`${one.severity}: ${one.message} (${one.file}:${one.line})`))
      .join('\n'),
    outcome(),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

  function outcome(): string {
    if (steps.length === 0 && renamed.length === 0) return 'It is as it was put in: nothing to do.';
    if (open.length > 0)
      return view.wrap(
        `Nothing was written. ${open.length === 1 ? 'One change is' : `${open.length} changes are`} to be decided: --resolve mine or --resolve template; without --preview-changes you are asked.`,
      );
    if (written)
      return files.length === 0
        ? 'Your files are so already.'
        : `Wrote ${files.map(({ path }) => path).join(' and ')}. To take it back: nixai undo ${undo}`;
    if (files.length === 0) return 'Your files are so already.';
    return dryRun ? 'Nothing was written (a preview).' : 'Nothing was written.';
  }
}

/** Which templates have changed since they were put in. */
export function renderUpdateCheck({ applied }: UpdateCheck, view: View): string {
  if (applied.length === 0) return 'No template is on record. nixai templates apply NAME';
  const table = view.table(
    [{ title: 'Template' }, { title: 'Now' }, { title: 'In', flexible: true }],
    applied.map(({ template, version, latest, state, entry }) => [
      template,
      states[state] +
        (latest === undefined || latest === version ? '' : `: ${version} → ${latest}`),
      entry,
    ]),
  );
  const changed = applied.filter(({ state }) => state === 'changed');
  return [
    table,
    ...changed.map(({ template, changes }) =>
      [
        `${template}:`,
        ...changes.map(({ path, base, theirs }) =>
          view.wrap(`- ${path}: ${short(base) ?? 'new'} → ${short(theirs) ?? 'gone'}`, 2),
        ),
        `  nixai templates update ${template} --preview-changes`,
      ].join('\n'),
    ),
  ].join('\n\n');
}

const states = {
  current: 'as it was',
  changed: 'changed',
  gone: 'no pack has it',
  values: 'needs values',
} as const;

function short(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/g, ' ');
  return line !== undefined && line.length > 50 ? `${line.slice(0, 47)}...` : line;
}
