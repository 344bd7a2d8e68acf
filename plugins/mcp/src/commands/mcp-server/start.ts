import { defineCommand } from '@nixai/api';
import { startFlags } from '../../start/flags.js';

export default defineCommand({
  summary: 'Answer agents over stdin and stdout: an MCP server',
  description:
    'Offers what nixai knows as tools for language models, in both eras of the Model Context Protocol. No model and no key is needed. It ends when its input ends.',
  examples: ['<%= config.bin %> mcp-server start --stdio'],
  effects: ['run', 'network', 'write'],
  flags: startFlags,
  grace: 2000,
  run: async (context) => (await import('../../start/start.js')).start(context),
});
