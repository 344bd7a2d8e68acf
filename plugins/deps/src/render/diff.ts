import type { View } from '@nixai/api';
import type { Changed, Diff } from '../results/diff.js';
import { bytes, plural } from './words.js';

/** Versions first, then what is new and gone, then what was built anew and has another size. */
export function renderDiff(diff: Diff, view: View): string {
  const { before, after, changes, same, full } = diff;
  const of = (kind: Changed['change']): Changed[] =>
    changes
      .filter(({ change }) => change === kind)
      .sort((one, other) => Math.abs(other.bytes) - Math.abs(one.bytes));
  const rebuilt = of('rebuilt');
  const shown = [
    section('version', of('version'), ({ before: was, after: is }) => [
      versions(was),
      versions(is),
    ]),
    section('new', of('added'), ({ after: is }) => ['', versions(is)]),
    section('gone', of('removed'), ({ before: was }) => [versions(was), '']),
    ...(full
      ? [
          section('built anew', rebuilt, ({ before: was, after: is }) => [
            versions(was),
            versions(is),
          ]),
        ]
      : []),
  ].flat();
  const table =
    shown.length === 0
      ? []
      : [
          view.table(
            [
              { title: 'package', flexible: true },
              { title: '' },
              { title: 'before' },
              { title: 'after' },
              { title: 'bytes', align: 'right' },
            ],
            shown,
          ),
        ];
  const anew =
    rebuilt.length > 0 && !full
      ? ` ${plural(rebuilt.length, 'package')} of the same version ${rebuilt.length === 1 ? 'was' : 'were'} built anew (--full lists them).`
      : '';
  const sum = view.wrap(
    `${plural(before.paths, 'path')}, ${bytes(before.bytes)} before; ${after.paths.toLocaleString('en')}, ${bytes(after.bytes)} after: ${signed(after.bytes - before.bytes)}.${anew} ${plural(same, 'package')} ${same === 1 ? 'is' : 'are'} the same.`,
  );
  return [...table, sum].join('\n\n');
}

const section = (
  word: string,
  changes: readonly Changed[],
  cells: (change: Changed) => readonly [string, string],
): string[][] => changes.map((one) => [one.name, word, ...cells(one), signed(one.bytes)]);

const versions = (all: readonly string[]): string => all.join(', ') || '-';

const signed = (count: number): string =>
  count === 0 ? '0 B' : `${count > 0 ? '+' : '-'}${bytes(Math.abs(count))}`;
