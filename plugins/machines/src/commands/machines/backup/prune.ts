import { ExitCode, defineCommand, schema } from '@nixai/api';
import { whereFlags } from '../../../backups/flags.js';
import { prunedSchema } from '../../../backups/result.js';
import { registryFlags, writeFlags } from '../../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../../select/selector.js';

const { object, list, boolean } = schema;

export default defineCommand({
  summary: 'Take away the backups that no rule of the strategy keeps',
  description: `Shown and asked for first. The newest one that was read back stays, and the newest one of all, whatever
the rules say. What came to no end a day ago goes as well. There is no way back.`,
  examples: ['<%= config.bin %> machines backup prune --all --dry-run'],
  effects: ['network', 'run', 'destructive'],
  output: object({ machines: list(prunedSchema), dryRun: boolean, done: boolean }),
  args: selectorArg,
  strict: false,
  flags: { ...whereFlags, ...selectorFlags, ...registryFlags, ...writeFlags },
  async run(context) {
    const { chooseBackups } = await import('../../../backups/choose.js');
    const { pruneBackups } = await import('../../../backups/prune.js');
    const { yes = false, 'dry-run': dryRun = false } = context.flags;
    return pruneBackups(context, await chooseBackups(context, false), { yes, dryRun });
  },
  async render(result, view) {
    return (await import('../../../render/backups/backups.js')).renderPruned(result, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ fault }) => fault === undefined) ? ExitCode.ok : ExitCode.failure,
});
