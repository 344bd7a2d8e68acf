#!/usr/bin/env node
// An agent's session with `nixai mcp-server`, by a real client of the protocol: what each side says.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { print } from './print.js';

const client = new Client({ name: 'agent', version: '1' });
await client.connect(
  new StdioClientTransport({ command: 'nixai', args: ['mcp-server', 'start', '--stdio'] }),
);
const { name, version } = client.getServerVersion();
print('agent', 'initialize');
print('nixai', `${name} ${version}. ${client.getInstructions().split(/(?<=\.) /)[0]}`);
const { tools } = await client.listTools();
print('agent', 'tools/list');
print('nixai', tools.map((tool) => tool.name).join(', '));
for (const [tool, input] of [
  ['nixos_search', { query: 'keep two versions of a boot entry', kind: 'option', limit: 3 }],
  ['nixos_option', { name: 'boot.loader.systemd-boot.configurationLimit' }],
  ['nix_check', { code: '{ boot.loader.systemd-boot.configurationLimit = "5"; }' }],
]) {
  print('agent', `tools/call ${tool} ${JSON.stringify(input)}`);
  const { content } = await client.callTool({ name: tool, arguments: input });
  print('nixai', content.map(({ text }) => text).join('\n'));
}
await client.close();
