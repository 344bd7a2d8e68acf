import { join } from 'node:path';
import type { Client, Launch, Places, Target } from './client.js';

/** The name of our server in each client. */
export const serverName = 'nixai';

const plain = ({ command, args }: Launch) => ({ command, args: [...args] });

const json = (file: string, key: string, entry: (launch: Launch) => object = plain): Target => ({
  kind: 'json',
  file,
  path: [key, serverName],
  entry,
});

/** Where programs with a window keep what is a person's (macOS has a folder of its own). */
const applications = ({ platform, home, config }: Places): string =>
  platform === 'darwin' ? join(home, 'Library/Application Support') : config;

/** Claude Code's and Copilot CLI's file in a repository. */
const ofRepository = ({ project }: Places): Target =>
  json(join(project, '.mcp.json'), 'mcpServers');

export const clients: readonly Client[] = [
  {
    name: 'vscode',
    title: 'VS Code',
    target: (scope, places) =>
      json(
        scope === 'project'
          ? join(places.project, '.vscode/mcp.json')
          : join(applications(places), 'Code/User/mcp.json'),
        'servers',
        (launch) => ({ type: 'stdio', ...plain(launch) }),
      ),
  },
  {
    name: 'copilot-cli',
    title: 'Copilot CLI',
    target: (scope, places) => (scope === 'project' ? ofRepository(places) : undefined),
  },
  {
    name: 'claude-code',
    title: 'Claude Code',
    target: (scope, places) =>
      scope === 'project'
        ? ofRepository(places)
        : {
            kind: 'command',
            file: join(places.home, '.claude.json'),
            install: ({ command, args }) => [
              ...(['claude', 'mcp', 'add', '--scope', 'user', serverName, '--', command] as const),
              ...args,
            ],
            uninstall: ['claude', 'mcp', 'remove', '--scope', 'user', serverName],
          },
  },
  {
    name: 'claude-desktop',
    title: 'Claude Desktop',
    target: (scope, places) =>
      scope === 'user'
        ? json(join(applications(places), 'Claude/claude_desktop_config.json'), 'mcpServers')
        : undefined,
  },
  {
    name: 'cursor',
    title: 'Cursor',
    target: (scope, { project, home }) =>
      json(join(scope === 'project' ? project : home, '.cursor/mcp.json'), 'mcpServers'),
  },
  {
    name: 'zed',
    title: 'Zed',
    target: (scope, { project, config }) =>
      json(
        scope === 'project'
          ? join(project, '.zed/settings.json')
          : join(config, 'zed/settings.json'),
        'context_servers',
        // Builds before 2026 want to be told that it is no extension.
        (launch) => ({ source: 'custom', ...plain(launch), env: {} }),
      ),
  },
  {
    name: 'mcphub',
    title: 'mcphub.nvim',
    target: (scope, { config }) =>
      scope === 'user' ? json(join(config, 'mcphub/servers.json'), 'mcpServers') : undefined,
  },
  {
    name: 'codecompanion',
    title: 'codecompanion.nvim',
    target: (scope, { config }) =>
      scope === 'user'
        ? {
            kind: 'lua',
            file: join(config, 'nvim/lua/nixai/codecompanion.lua'),
            text: luaOf,
            add: "require('codecompanion').setup({ mcp = require('nixai.codecompanion') })",
          }
        : undefined,
  },
];

function luaOf({ command, args }: Launch): string {
  const words = [command, ...args].map((word) => JSON.stringify(word)).join(', ');
  return `-- Written by nixai mcp-server install codecompanion; for the setup of codecompanion.nvim:
-- require('codecompanion').setup({ mcp = require('nixai.codecompanion') })
return { servers = { ${serverName} = { cmd = { ${words} } } } }
`;
}
