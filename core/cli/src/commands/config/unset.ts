import { arg, defineCommand } from '@nixai/api';
import { configKeys } from '../../command/completers.js';
import { configSetResult } from '../../results/configSet.js';

export default defineCommand({
  summary: "Take one setting out of the user's file",
  examples: ['<%= config.bin %> config unset ai_model'],
  effects: ['write'],
  output: configSetResult,
  args: {
    key: arg.string('Dotted path: history.keep_days', {
      required: true,
      complete: configKeys,
    }),
  },
  run: ({ host, args }) => host.config.unset(args.key),
  async render(change, view) {
    const { renderChange } = await import('../../config/full.js');
    return renderChange(change, view);
  },
});
