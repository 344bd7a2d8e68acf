import { defineCommand, processes } from '@nixai/api';
import { configEditResult } from '../../results/configEdit.js';

export default defineCommand({
  summary: "Edit the user's file in $VISUAL or $EDITOR",
  description:
    'What you save is checked before it takes the place of the file; with a fault in it you may go back.',
  examples: ['<%= config.bin %> config edit', 'EDITOR="code --wait" <%= config.bin %> config edit'],
  effects: ['run', 'write'],
  output: configEditResult,
  async run({ host, prompt, notice }) {
    const [{ editUserFile }, runner] = await Promise.all([
      import('../../config/full.js'),
      host.service(processes),
    ]);
    const open = async (argv: readonly [string, ...string[]]) =>
      (await runner.atTerminal(argv)).code;
    return editUserFile(host, { prompt, notice, open, env: process.env });
  },
  render: ({ file, changed }) => (changed ? `Changed ${file}.` : `${file} is as it was.`),
});
