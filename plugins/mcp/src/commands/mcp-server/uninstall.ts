import { defineCommand } from '@nixai/api';
import { clientArgs, uninstallFlags } from '../../clients/flags.js';
import { installResult } from '../../results/install.js';

export default defineCommand({
  summary: 'Take the MCP server out of the files of clients',
  description: 'What nixai mcp-server install has put there, and nothing else.',
  examples: ['<%= config.bin %> mcp-server uninstall vscode --dry-run'],
  effects: ['write', 'run'],
  output: installResult,
  flags: uninstallFlags,
  args: clientArgs,
  strict: false,
  run: async (context) => (await import('../../clients/install.js')).install(context, 'uninstall'),
  async render(result, view) {
    return (await import('../../render/install.js')).renderInstall(result, view);
  },
});
