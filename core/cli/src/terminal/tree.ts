import type { TreeNode } from '@nixai/api';
import { displayWidth, wrapText } from './width.js';

/** Where less is left beside the branches, a label is not broken. */
const leastRoom = 16;

/**
 * A tree with box-drawing branches, one node a line; with a width, a label that is wider goes on below
 * itself. In a pipe there is none: each node is a line there.
 */
export function renderTree(root: TreeNode, width?: number): string {
  return [...labelled(root.label, '', '', width), ...branches(root.children ?? [], '', width)].join(
    '\n',
  );
}

function branches(children: readonly TreeNode[], margin: string, width?: number): string[] {
  return children.flatMap((child, i) => {
    const last = i === children.length - 1;
    const below = `${margin}${last ? '   ' : '│  '}`;
    const more = child.children ?? [];
    return [
      ...labelled(
        child.label,
        `${margin}${last ? '└─' : '├─'} `,
        `${below}${more.length > 0 ? '│ ' : '  '}`,
        width,
      ),
      ...branches(more, below, width),
    ];
  });
}

/** A label of several lines is a text that was laid out already, which stays as it is. */
function labelled(label: string, first: string, next: string, width?: number): string[] {
  const room = width === undefined ? 0 : width - displayWidth(next);
  const isLaidOut = label.includes('\n') || room < leastRoom;
  const lines = (isLaidOut ? label : wrapText(label, room)).split('\n');
  return lines.map((line, at) => `${at === 0 ? first : next}${line}`);
}
