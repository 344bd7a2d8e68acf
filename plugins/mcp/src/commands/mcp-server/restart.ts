import { defineCommand } from '@nixai/api';
import { restartResult, type RestartResult } from '../../results/server.js';

export default defineCommand({
  summary: 'End the MCP server, and start it again in the background',
  description: 'With the flags that it was started with; where none runs, one is started.',
  examples: ['<%= config.bin %> mcp-server restart'],
  effects: ['network', 'run', 'write'],
  output: restartResult,
  async run({ host, progress, signal }): Promise<RestartResult> {
    const [{ readRecord }, { stop }, { launch }, { shownServer }] = await Promise.all([
      import('../../background/record.js'),
      import('../../background/stop.js'),
      import('../../background/launch.js'),
      import('../../background/shown.js'),
    ]);
    const before = await readRecord(host);
    if (before !== undefined) await stop(host, before);
    const bar = progress('Starting the server');
    try {
      const server = await launch(host, before?.argv ?? ['--http'], bar, signal);
      return { server: shownServer(host, server), before: before?.pid };
    } finally {
      bar.stop();
    }
  },
  async render({ server }, view) {
    return (await import('../../render/server.js')).renderServer(server, view);
  },
});
