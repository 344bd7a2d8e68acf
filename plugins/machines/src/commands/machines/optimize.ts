import { ExitCode, defineCommand, flag } from '@nixai/api';
import { optimizedSchema } from '../../optimize/result.js';
import { registryFlags, writeFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';

export default defineCommand({
  summary: 'Say what would do machines good, with the numbers that say so',
  description: `Looks at what each machine has and at what machines performance monitor has measured of it: swap in
use, programs that were killed for memory, builds and processors, a store that nothing cleans, the journal, /tmp,
disks that are not trimmed. Where no number says so there is no advice; nothing is written there. With
--apply-recommendations each advice is written into the configuration's files: tried, read again and checked first,
shown and asked for, taken back by nixai undo; an option that has a value keeps it. machines deploy brings it.`,
  examples: [
    '<%= config.bin %> machines optimize web1',
    '<%= config.bin %> machines optimize --group web --analyze-period 30d --apply-recommendations --confirm-each',
  ],
  effects: ['network', 'write'],
  output: optimizedSchema,
  args: selectorArg,
  strict: false,
  flags: {
    'analyze-period': flag.string('How far back what was measured counts', { default: '30d' }),
    'apply-recommendations': flag.boolean('Write it into the files of the configurations'),
    'confirm-each': flag.boolean('Ask for each advice by itself', {
      dependsOn: ['apply-recommendations'],
      exclusive: ['yes'],
    }),
    flake: flag.string('The flake that has the configurations'),
    config: flag.string('The file that has it', { exclusive: ['flake'] }),
    ...selectorFlags,
    ...registryFlags,
    ...writeFlags,
  },
  async run(context) {
    const { chooseMachines } = await import('../../select/chosen.js');
    const { adviseMachines, applyAdvice } = await import('../../optimize/optimize.js');
    const { secondsOf } = await import('../../performance/period.js');
    const { flags } = context;
    const period = secondsOf(flags['analyze-period'], 'analyze-period');
    const { fleet, machines: chosen } = await chooseMachines(context, true);
    const machines = await adviseMachines(context, fleet, chosen, period);
    if (flags['apply-recommendations'] !== true) return { machines };
    const { flake, config } = flags;
    const edited = await applyAdvice(context, chosen, machines, {
      wanted: { flake, config },
      isEach: flags['confirm-each'] === true,
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
    });
    return { machines, edited };
  },
  async render(result, view) {
    return (await import('../../render/optimized.js')).renderOptimized(result, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ fault }) => fault === undefined) ? ExitCode.ok : ExitCode.failure,
});
