import { arg, defineCommand } from '@nixai/api';

export default defineCommand({
  summary: "Take one setting out of the user's file",
  examples: ['<%= config.bin %> config unset ai_model'],
  args: { key: arg.string('Dotted path: history.keep_days', { required: true }) },
  run: ({ host, args }) => host.config.unset(args.key),
  async render(change, view) {
    const { renderChange } = await import('../../config/full.js');
    return renderChange(change, view);
  },
});
