import type { TreeNode, View } from '@nixai/api';
import { plural } from '../machine/fields.js';
import type { Comparison } from '../results/report.js';

const most = 15;

/** What is different from an older generation. */
export function renderComparison(
  { generation, kernel, changes, options, failedSince }: Comparison,
  full: boolean,
  view: View,
): string {
  const { style } = view;
  const shown = full ? changes : changes.slice(0, most);
  return view.tree({
    label: style.heading(`against generation ${generation}`),
    children: [
      { label: kernel === undefined ? 'the same kernel' : `kernel: ${kernel}` },
      failedNode(failedSince, style),
      optionsNode(options, full, style),
      {
        label:
          changes.length === 0
            ? 'the same packages'
            : `${plural(changes.length, 'package')} changed`,
        children: [
          ...shown.map(({ name, before, after }) => ({
            label: `${name}: ${versions(before)} → ${versions(after)}`,
          })),
          ...rest(shown.length, changes.length, style),
        ],
      },
    ],
  });
}

function failedNode(failed: Comparison['failedSince'], style: View['style']): TreeNode {
  if (failed === undefined) return { label: style.warn('systemd does not say what failed since') };
  return failed.length === 0
    ? { label: style.good('no unit has failed since') }
    : { label: style.bad(`failed since: ${failed.join(', ')}`) };
}

function optionsNode(
  options: Comparison['options'],
  full: boolean,
  style: View['style'],
): TreeNode {
  if (options === undefined) return { label: style.dim(optionsUntold) };
  if (options.length === 0) return { label: 'the same options' };
  const shown = full ? options : options.slice(0, most);
  return {
    label: `${plural(options.length, 'option')} changed`,
    children: [
      ...shown.map(({ option, before, after }) => ({
        label: `${option}: ${before ?? 'not set'} → ${after ?? 'not set'}`,
      })),
      ...rest(shown.length, options.length, style),
    ],
  };
}

const rest = (shown: number, all: number, style: View['style']): readonly TreeNode[] =>
  shown < all ? [{ label: style.dim(`${all - shown} more: --full`) }] : [];

/** Why options are not compared. */
export const optionsUntold =
  'options are not compared: not both systems keep their configuration (system.copySystemConfiguration)';

export const versions = (all: readonly string[] | undefined): string => all?.join(', ') ?? 'none';
