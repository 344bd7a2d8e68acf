import { defineCommand, flag } from '@nixai/api';
import { gcSchema } from '../../gc/gc.js';

export default defineCommand({
  summary: 'Show what nothing keeps in the store, and remove it after a yes',
  description: `With bytes, the largest first. No generation, no root and no backup is touched; nixai store roots
says what keeps the rest, and nix-collect-garbage -d deletes old generations, which this never does.`,
  examples: ['<%= config.bin %> store gc --dry-run'],
  effects: ['run', 'destructive'],
  output: gcSchema,
  flags: {
    'dry-run': flag.boolean('Show it, and remove nothing'),
    yes: flag.boolean('Do not ask'),
  },
  async run(context) {
    const { collectGarbage } = await import('../../gc/gc.js');
    const { flags } = context;
    return collectGarbage(context, {
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
    });
  },
  async render(result, view) {
    return (await import('../../render/gc.js')).renderCollected(result, view);
  },
});
