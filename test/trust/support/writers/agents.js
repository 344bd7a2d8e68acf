// What puts the MCP server into the files of clients.
import { done, writing } from './trees.js';

const plugin = 'mcp';
const files = { '.cursor/mcp.json': '{\n  // ours\n  "mcpServers": { "other": {} }\n}\n' };

export const agentWriters = [
  // It starts what it wrote, which reads and does not write.
  writing('mcp-server install', ['mcp-server', 'install', 'cursor', 'zed', '--yes'], {
    ...{ plugin, files },
    starts: true,
  }),
  writing('mcp-server uninstall', ['mcp-server', 'uninstall', 'cursor', '--yes'], {
    ...{ plugin, files },
    prepare: (home) => done(home, ['mcp-server', 'install', 'cursor', '--yes']),
  }),
];
