import { defineCommand } from '@nixai/api';
import { stopResult, type StopResult } from '../../results/server.js';

export default defineCommand({
  summary: 'End the MCP server that listens for you',
  description: 'Asks it, sends SIGTERM after two seconds, and looks that the process is gone.',
  examples: ['<%= config.bin %> mcp-server stop'],
  effects: ['network', 'run'],
  output: stopResult,
  async run({ host }): Promise<StopResult> {
    const { readRecord } = await import('../../background/record.js');
    const record = await readRecord(host);
    if (record === undefined) return { stopped: false };
    const { stop } = await import('../../background/stop.js');
    return { stopped: true, pid: record.pid, how: await stop(host, record) };
  },
  render: async (result) => (await import('../../render/server.js')).renderStopped(result),
});
