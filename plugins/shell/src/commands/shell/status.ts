import { defineCommand } from '@nixai/api';
import { shellStatus } from '../../results/install.js';

export default defineCommand({
  summary: "Say which shells read nixai's script",
  examples: ['<%= config.bin %> shell status'],
  effects: [],
  output: shellStatus,
  run: async ({ host }) => (await import('../../install/status.js')).status(host),
  async render(result, view) {
    return (await import('../../install/render.js')).renderStatus(result, view);
  },
});
