import type { View } from '@nixai/api';
import type { ToolsResult } from '../results/tools.js';

/** The tools in a table, and what all of them cost. */
export function renderTools({ tools, tokens }: ToolsResult, view: View): string {
  const columns = [
    { title: 'Tool' },
    { title: 'Tokens', align: 'right' as const },
    { title: 'Command', flexible: true },
  ];
  const rows = tools.map(({ name, command, tokens: cost, writes, origin }) => [
    name,
    String(cost),
    `${command}${writes ? ' (writes)' : ''}${origin === 'nixai' || origin.startsWith('@nixai/') ? '' : ` (${origin})`}`,
  ]);
  return `${view.table(columns, rows)}\n\n${view.style.dim(`${tools.length} tools, ${tokens} tokens of definitions`)}`;
}
