import { defineCommand } from '@nixai/api';
import { configPathResult } from '../../results/configPath.js';

export default defineCommand({
  summary: "Print where the user's file is",
  examples: ['<%= config.bin %> config path', '<%= config.bin %> config path --json'],
  effects: [],
  output: configPathResult,
  async run({ host }) {
    const { userFile } = await import('../../config/index.js');
    return { path: userFile(host.paths.config, process.env) };
  },
  render: ({ path }) => path,
});
