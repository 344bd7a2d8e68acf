import type { View } from '@nixai/api';
import { plural } from '../machine/fields.js';
import type { Comparison } from '../results/report.js';

const most = 15;

/** What is different from an older generation. */
export function renderComparison(
  { generation, kernel, changes, failedSince }: Comparison,
  full: boolean,
  view: View,
): string {
  const { style } = view;
  const shown = full ? changes : changes.slice(0, most);
  return view.tree({
    label: style.heading(`against generation ${generation}`),
    children: [
      { label: kernel === undefined ? 'the same kernel' : `kernel: ${kernel}` },
      ...(failedSince.length === 0
        ? [{ label: style.good('no unit has failed since') }]
        : [{ label: style.bad(`failed since: ${failedSince.join(', ')}`) }]),
      {
        label:
          changes.length === 0
            ? 'the same packages'
            : `${plural(changes.length, 'package')} changed`,
        children: [
          ...shown.map(({ name, before, after }) => ({
            label: `${name}: ${versions(before)} → ${versions(after)}`,
          })),
          ...(shown.length < changes.length
            ? [{ label: style.dim(`${changes.length - shown.length} more: --full`) }]
            : []),
        ],
      },
    ],
  });
}

export const versions = (all: readonly string[] | undefined): string => all?.join(', ') ?? 'none';
