import type { View } from '@nixai/api';
import { shortPath } from '../deploy/deploy.js';
import type { SystemDiff } from '../diff/result.js';

/** Lines of a file's difference, and names of a list, that are shown without `--full`. */
const short = { lines: 12, names: 12 };

/** What is different, machine by machine. */
export function renderDiffs(diffs: readonly SystemDiff[], full: boolean, view: View): string {
  return diffs.map((one) => renderDiff(one, full, view)).join('\n\n');
}

function renderDiff(diff: SystemDiff, full: boolean, view: View): string {
  const { style } = view;
  if (diff.fault !== undefined) {
    const { what, why, hint } = diff.fault;
    const said = `${what}${why === undefined ? '' : `: ${why}`}`;
    return [
      `${style.heading(diff.name)} ${style.bad('cannot be compared')}`,
      view.wrap(said, 2),
      ...(hint === undefined ? [] : [view.wrap(`→ ${hint}`, 2)]),
    ].join('\n');
  }
  const title = `${style.heading(diff.name)} → ${diff.with}`;
  if (diff.same) return `${title}: ${style.good('the same system')}`;
  const shown = [
    `  ${shortPath(diff.from)} → ${shortPath(diff.to)}`,
    ...packageLines(diff.closure, full, view),
    ...unitLines(diff.units, full, view),
    ...bootLines(diff.boot),
    ...optionLines(diff.options, full, view),
    ...etcLines(diff.etc, full, view),
    ...diff.untold.map((text) => view.wrap(style.dim(text), 2)),
  ];
  return [title, ...shown].join('\n');
}

function packageLines(
  closure: SystemDiff['closure'],
  full: boolean,
  { table, style, wrap }: View,
): readonly string[] {
  if (closure === undefined) return [];
  const { added, removed, before, after, packages } = closure;
  // One that was built anew with the same version says little; how many there are says enough.
  const isOther = ({ before: old, after: now }: (typeof packages)[number]): boolean =>
    old.join() !== now.join();
  const other = full ? packages : packages.filter(isOther);
  const rows = cut(other, full).map((one) => [
    one.name,
    `${versions(one.before)} → ${versions(one.after)}`,
    difference(one.bytes),
  ]);
  const rebuilt = packages.length - packages.filter(isOther).length;
  const left = other.length - rows.length;
  return [
    wrap(
      `closure: ${added} store paths new, ${removed} gone; ${size(before)} → ${size(after)} (${difference(after - before)})`,
      2,
    ),
    ...(rows.length === 0
      ? []
      : [
          table(
            [
              { title: 'package' },
              { title: 'version', flexible: true },
              { title: 'size', align: 'right' },
            ],
            rows,
          ),
        ]),
    ...(left > 0 ? [style.dim(`  … and ${left} more (--full)`)] : []),
    ...(full || rebuilt === 0
      ? []
      : [wrap(style.dim(`${rebuilt} more built anew with the same version (--full)`), 2)]),
  ];
}

const versions = (all: readonly string[]): string =>
  all.length === 0 ? 'none' : all.map((one) => (one === '' ? 'no version' : one)).join(', ');

function unitLines(units: SystemDiff['units'], full: boolean, view: View): readonly string[] {
  if (units === undefined) return [];
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['would stop', units.stop],
    ['would restart', units.restart],
    ['would reload', units.reload],
    ['stay as they are until a reboot', units.kept],
    ['new units', units.added],
  ];
  const said = rows.filter(([, names]) => names.length > 0);
  if (said.length === 0) return ['  units: none would restart, reload or stop'];
  return said.map(([what, names]) => view.wrap(`${what}: ${list(names, full)}`, 2));
}

const bootLines = (boot: SystemDiff['boot'] = []): readonly string[] =>
  boot.length === 0
    ? []
    : [
        '  a reboot brings:',
        ...boot.map(({ part, before, after }) =>
          part === 'kernel' || part === 'kernel-params'
            ? `    ${part}: ${before} → ${after}`
            : `    ${part}: another one`,
        ),
      ];

function optionLines(
  options: SystemDiff['options'],
  full: boolean,
  { style, wrap }: View,
): readonly string[] {
  if (options === undefined) return [];
  const { files, changed } = options;
  if (changed.length === 0) return [`  options: the same in ${files.join(' and ')}`];
  const lines = cut(changed, full).flatMap(({ option, before, after }) => [
    ...(before === undefined ? [] : [style.bad(`    - ${option} = ${before};`)]),
    ...(after === undefined ? [] : [style.good(`    + ${option} = ${after};`)]),
  ]);
  const left = changed.length - cut(changed, full).length;
  return [
    wrap(`options, as ${files.join(' and ')} write them (imports are not looked into):`, 2),
    ...lines,
    ...(left > 0 ? [style.dim(`    … and ${left} more (--full)`)] : []),
  ];
}

function etcLines(etc: SystemDiff['etc'], full: boolean, { style, wrap }: View): readonly string[] {
  if (etc === undefined || etc.length === 0) return etc === undefined ? [] : ['  /etc: the same'];
  const plain = etc.filter(({ onlyPaths }) => onlyPaths);
  const told = full ? etc : etc.filter(({ onlyPaths }) => !onlyPaths);
  return [
    `  /etc: ${etc.length} ${etc.length === 1 ? 'file differs' : 'files differ'}`,
    ...told.flatMap(({ name, change, diff }) => {
      // The two lines above the first hunk say the name, which stands here already.
      const lines = (diff ?? '').split('\n').slice(2, -1);
      const shown = full ? lines : lines.slice(0, short.lines);
      const left = lines.length - shown.length;
      return [
        `    ${name} ${style.dim(change === 'changed' && diff === undefined ? 'changed (not text, or too long)' : change)}`,
        ...shown.map((line) => `      ${paint(line, style)}`),
        ...(left > 0 ? [style.dim(`      … ${left} more lines (--full)`)] : []),
      ];
    }),
    ...(full || plain.length === 0
      ? []
      : [wrap(style.dim(`${plain.length} of them only point to other store paths (--full)`), 4)]),
  ];
}

function paint(line: string, { good, bad, dim }: View['style']): string {
  if (line.startsWith('+')) return good(line);
  if (line.startsWith('-')) return bad(line);
  return line.startsWith('@@') ? dim(line) : line;
}

const cut = <T>(items: readonly T[], full: boolean): readonly T[] =>
  full ? items : items.slice(0, short.names);

function list(names: readonly string[], full: boolean): string {
  const shown = cut(names, full);
  const left = names.length - shown.length;
  return `${shown.join(', ')}${left > 0 ? ` and ${left} more (--full)` : ''}`;
}

function size(bytes: number): string {
  const [mebi, gibi] = [bytes / 1024 ** 2, bytes / 1024 ** 3];
  return gibi >= 1 ? `${gibi.toFixed(2)} GiB` : `${mebi.toFixed(1)} MiB`;
}

function difference(bytes: number): string {
  const sign = bytes < 0 ? '−' : '+';
  const most = Math.abs(bytes);
  return most < 1024 * 1024 ? `${sign}${Math.round(most / 1024)} KiB` : `${sign}${size(most)}`;
}
