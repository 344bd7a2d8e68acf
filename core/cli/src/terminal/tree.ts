import type { TreeNode } from '@nixai/api';

/** A tree with box-drawing branches, one node a line. */
export function renderTree(root: TreeNode): string {
  return [root.label, ...branches(root.children ?? [], '')].join('\n');
}

function branches(children: readonly TreeNode[], margin: string): string[] {
  return children.flatMap((child, i) => {
    const last = i === children.length - 1;
    const own = `${margin}${last ? '└─' : '├─'} ${child.label}`;
    return [own, ...branches(child.children ?? [], `${margin}${last ? '   ' : '│  '}`)];
  });
}
