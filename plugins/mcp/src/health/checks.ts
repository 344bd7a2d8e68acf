import type { HealthChecks } from '@nixai/api';
import { silenceOf } from '../background/ask.js';
import { readLastRecord } from '../background/record.js';
import { isAlive } from '../background/process.js';

/** What `nixai health` is told of the server for agents. */
export const checks: HealthChecks = [
  {
    id: 'mcp.server',
    title: 'MCP server',
    group: 'services',
    about:
      'Whether the server for agents and editors (`nixai mcp-server`) that was started for you still runs, and answers.',
    needs: ['running', 'here'],
    levels: { minor: 'it ended without being stopped', major: 'it runs, and does not answer' },
    async run({ host }) {
      const record = await readLastRecord(host);
      if (record === undefined) return [];
      const restart = { title: 'Start it again', language: 'sh' as const };
      if (!isAlive(record))
        return [
          {
            status: 'minor',
            summary: `it ended without being stopped, and had run since ${record.since}`,
            ...(record.log !== undefined && { evidence: [`its log: ${record.log}`] }),
            fix: { ...restart, code: 'nixai mcp-server start --background' },
          },
        ];
      const silence = await silenceOf(host, record);
      if (silence === undefined)
        return [{ status: 'ok', summary: `it answers at ${record.url ?? record.socket}` }];
      return [
        {
          status: 'major',
          summary: `it runs, and does not answer: ${silence}`,
          fix: { ...restart, code: 'nixai mcp-server restart' },
        },
      ];
    },
  },
];
