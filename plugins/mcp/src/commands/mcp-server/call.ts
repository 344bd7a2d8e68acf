import { arg, defineCommand } from '@nixai/api';
import { callResult } from '../../results/call.js';
import { mannerFlags } from '../../start/flags.js';

export default defineCommand({
  summary: 'Call one tool as an agent would, and show what it is told',
  description:
    'In this process; no server needs to run. Ends with 1 where the tool says that it failed.',
  examples: [
    `<%= config.bin %> mcp-server call nixos_option '{"name":"services.openssh.enable"}'`,
    `<%= config.bin %> mcp-server call nixos_search '{"query":"open a port"}' --json`,
  ],
  effects: ['run', 'network', 'write'],
  output: callResult,
  flags: mannerFlags,
  args: {
    tool: arg.string('The tool: nixai mcp-server tools lists them', { required: true }),
    input: arg.string('Its input as JSON; what is piped in if absent'),
  },
  run: async (context) => (await import('../../offer/callOne.js')).callOne(context),
  render: ({ text }) => text,
  exitCode: ({ ok }) => (ok ? 0 : 1),
});
