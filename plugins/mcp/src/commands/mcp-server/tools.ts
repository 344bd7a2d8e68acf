import { defineCommand, resultTable } from '@nixai/api';
import { toolsResult, type ToolsResult } from '../../results/tools.js';
import { mannerFlags } from '../../start/flags.js';

export default defineCommand({
  summary: 'Show the tools that agents are offered, and what each costs',
  description:
    'Tokens are bytes of the definition divided by four: what a model reads of each tool in every conversation, before it calls anything.',
  examples: [
    '<%= config.bin %> mcp-server tools',
    '<%= config.bin %> mcp-server tools --allow-write --json',
  ],
  effects: [],
  output: toolsResult,
  flags: { tools: mannerFlags.tools, 'allow-write': mannerFlags['allow-write'] },
  table: resultTable({
    rows: ({ tools }: ToolsResult) => tools,
    columns: {
      name: ({ name }) => name,
      command: ({ command }) => command,
      tokens: ({ tokens }) => tokens,
      writes: ({ writes }) => writes,
    },
  }),
  run: async (context) => (await import('../../offer/listed.js')).listed(context),
  async render(result, view) {
    return (await import('../../render/tools.js')).renderTools(result, view);
  },
});
