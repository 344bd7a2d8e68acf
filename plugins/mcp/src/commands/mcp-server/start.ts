import { defineCommand } from '@nixai/api';
import { startResult } from '../../results/server.js';
import { startFlags } from '../../start/flags.js';

export default defineCommand({
  summary: 'Answer agents: an MCP server over stdin, HTTP or a socket',
  description:
    'Offers what nixai knows as tools for language models, in both eras of the Model Context Protocol. No model and no key is needed. Where stdin is no terminal it talks over stdin and stdout, as clients start it, and ends when its input ends. At a terminal it listens for HTTP at this machine alone, and at a Unix socket of yours; HTTP asks for the token in the file that is named.',
  examples: [
    '<%= config.bin %> mcp-server start --background',
    '<%= config.bin %> mcp-server start --stdio < /dev/null',
    '<%= config.bin %> mcp-server start --http --port 8082',
  ],
  effects: ['run', 'network', 'write'],
  output: startResult,
  flags: startFlags,
  grace: 2000,
  run: async (context) => (await import('../../start/start.js')).start(context),
  async render({ server }, view) {
    if (server === undefined) return '';
    return (await import('../../render/server.js')).renderServer(server, view);
  },
});
