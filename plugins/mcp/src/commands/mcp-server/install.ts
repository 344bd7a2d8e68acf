import { defineCommand } from '@nixai/api';
import { clientArgs, installFlags } from '../../clients/flags.js';
import { installResult } from '../../results/install.js';

export default defineCommand({
  summary: 'Have an editor or an agent start the MCP server',
  description:
    'Puts the server into the file that the client reads; comments and all else in it stay. It is shown and asked for first, started once as the client will start it, and taken back by nixai undo. For you where the client knows that, else for this folder.',
  examples: [
    '<%= config.bin %> mcp-server install vscode --print',
    '<%= config.bin %> mcp-server install cursor zed --dry-run',
    '<%= config.bin %> mcp-server install claude-code --project',
  ],
  effects: ['write', 'run'],
  output: installResult,
  flags: installFlags,
  args: clientArgs,
  strict: false,
  run: async (context) => (await import('../../clients/install.js')).install(context, 'install'),
  async render(result, view) {
    return (await import('../../render/install.js')).renderInstall(result, view);
  },
});
