import type { View } from '@nixai/api';
import type { Listed, Pruned, Ran, RestoredTo, Verified } from '../../backups/result.js';
import type { Fault } from '../../ssh/each.js';
import { bytesText } from './text.js';

const faultLines = ({ what, why, hint }: Fault): readonly string[] => [
  `  ${what}`,
  ...(why === undefined ? [] : why.split('\n').map((line) => `  ${line}`)),
  ...(hint === undefined ? [] : [`  → ${hint}`]),
];

const noteLines = (notes: readonly string[], { style }: View): readonly string[] =>
  notes.map((note) => style.warn(`  ${note}`));

const filesText = (files = 0, seconds = 0): string =>
  `${files} ${files === 1 ? 'file' : 'files'} restored and compared in ${seconds} s`;

/** What was made of each machine, and whether it was read back. */
export function renderRan(machines: readonly Ran[], view: View): string {
  const { style } = view;
  const lines = machines.flatMap((one) => {
    const { name, id = '', bytes = 0, added = 0, files, seconds, fault, notes, pruned = [] } = one;
    if (fault !== undefined) return [style.bad(`--   ${name}`), ...faultLines(fault)];
    const mark = one.verified ? style.good('ok  ') : style.warn('made');
    return [
      `${mark} ${name}  ${id}  ${bytesText(bytes)}, ${bytesText(added)} of it new`,
      ...(one.verified ? [`  read back: ${filesText(files, seconds)}`] : []),
      ...noteLines(notes, view),
      ...(pruned.length === 0 ? [] : [`  taken away: ${pruned.length}, which no rule keeps`]),
    ];
  });
  const verified = machines.filter((one) => one.verified).length;
  const summary = `${verified} of ${machines.length} backed up and read back`;
  const isAll = verified === machines.length;
  return [...lines, '', isAll ? style.good(summary) : style.warn(summary)].join('\n');
}

/** Backups by machine, the newest first. */
export function renderListed(machines: readonly Listed[], view: View): string {
  const { style } = view;
  const colours = {
    verified: style.good,
    damaged: style.bad,
    unknown: style.warn,
    unfinished: style.dim,
  };
  return machines
    .map(({ name, repository, backups, fault }) =>
      [
        `${style.heading(name)} ${style.dim(repository)}`,
        ...(fault === undefined
          ? []
          : [style.warn('  known here; the repository was not read:'), ...faultLines(fault)]),
        ...(backups.length === 0 ? ['  no backup'] : []),
        ...[...backups].reverse().map(({ id, made, state, when = '', restored }) => {
          const time = `${made.slice(0, 16).replace('T', ' ')} UTC`;
          const took = restored === undefined ? '' : `  restored in ${restored.seconds} s`;
          const found = state === 'damaged' ? `, found ${when.slice(0, 10)}` : took;
          return `  ${id}  ${time}  ${colours[state](state)}${found}`;
        }),
      ].join('\n'),
    )
    .join('\n\n');
}

/** What reading each came to. */
export function renderVerified(machines: readonly Verified[], view: View): string {
  const { style } = view;
  return machines
    .flatMap(({ name, id = '', on, bytes = 0, files, seconds, notes, fault }) =>
      fault !== undefined
        ? [style.bad(`--   ${name}`), ...faultLines(fault)]
        : [
            `${style.good('ok  ')} ${name}  ${id}  ${bytesText(bytes)}`,
            `  ${filesText(files, seconds)}${on === name ? '' : ` on ${on}`}`,
            ...noteLines(notes, view),
          ],
    )
    .join('\n');
}

/** What went, or would. */
export function renderPruned(
  { machines, dryRun, done }: { machines: readonly Pruned[]; dryRun: boolean; done: boolean },
  { style }: View,
): string {
  const verb = done ? 'taken away' : 'to be taken away';
  return [
    ...machines.flatMap(({ name, gone, held, left, fault }) =>
      fault !== undefined
        ? [style.bad(`--   ${name}`), ...faultLines(fault)]
        : [
            `${name}: ${gone.length} ${verb}, ${left} ${left === 1 ? 'stays' : 'stay'}`,
            ...held.map(({ id, why }) => `  ${id} stays beside what rules keep: ${why}`),
          ],
    ),
    ...(dryRun ? ['Nothing was taken away (--dry-run).'] : []),
  ].join('\n');
}

/** Where what was restored lies. */
export function renderRestored(
  { machines, dryRun }: { machines: readonly RestoredTo[]; dryRun: boolean },
  view: View,
): string {
  const { style } = view;
  return [
    ...machines.flatMap((one) => {
      const { name, on, folder, id = '', files, seconds, system, fault, notes } = one;
      const place = on === 'here' ? folder : `${on}:${folder}`;
      if (fault !== undefined) return [style.bad(`--   ${name}`), ...faultLines(fault)];
      if (!one.restored) return [`${name}: ${id} was not restored to ${place}`];
      return [
        `${style.good('ok  ')} ${name}  ${id}  ${place}`,
        `  ${filesText(files, seconds)}`,
        ...(system === undefined ? [] : [`  it ran ${system}`]),
        ...noteLines(notes, view),
      ];
    }),
    ...(dryRun ? ['Nothing was restored (--dry-run).'] : []),
  ].join('\n');
}
