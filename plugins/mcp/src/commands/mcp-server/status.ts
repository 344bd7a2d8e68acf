import { defineCommand } from '@nixai/api';
import { statusResult, type StatusResult } from '../../results/server.js';

export default defineCommand({
  summary: 'Say whether an MCP server listens for you, and answers',
  description:
    'Asks it: one that is there and silent is not called running. Ends with 0 where it answers, and with 1 otherwise.',
  examples: ['<%= config.bin %> mcp-server status', '<%= config.bin %> mcp-server status --json'],
  effects: ['network'],
  output: statusResult,
  async run({ host }): Promise<StatusResult> {
    const { readRecord } = await import('../../background/record.js');
    const record = await readRecord(host);
    if (record === undefined) return { running: false, answering: false };
    const [{ silenceOf }, { shownServer }] = await Promise.all([
      import('../../background/ask.js'),
      import('../../background/shown.js'),
    ]);
    const why = await silenceOf(host, record);
    const uptimeSeconds = Math.round((Date.now() - Date.parse(record.since)) / 1000);
    const server = shownServer(host, record);
    return { running: true, answering: why === undefined, why, server, uptimeSeconds };
  },
  async render(result, view) {
    return (await import('../../render/server.js')).renderStatus(result, view);
  },
  exitCode: ({ answering }) => (answering ? 0 : 1),
});
