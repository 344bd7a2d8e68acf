import { ExitCode, arg, defineCommand, flag } from '@nixai/api';
import { reportSchema } from '../../../recovery/result.js';
import { writeFlags } from '../../../registry/flags.js';

export default defineCommand({
  summary: 'Bring machines back on their standbys, phase by phase',
  description: `The newest backup of each machine is restored on its standby, each file compared, and what the plan says is run
there. What was restored stays in the folder that is named. A machine without a standby is left where it is: the plan
is refused. Shown and asked for first. Ends with 1 where a machine did not come back.`,
  examples: ['<%= config.bin %> machines disaster-recovery run production-dr --dry-run'],
  effects: ['network', 'run', 'destructive'],
  grace: 10_000,
  output: reportSchema,
  args: { name: arg.string('The plan', { required: true }) },
  flags: {
    'save-to': flag.string('Write the report there as well: a file F.md, or F.json'),
    ...writeFlags,
  },
  async run(context) {
    const { carryOutPlan } = await import('../../../recovery/carryOut.js');
    return carryOutPlan(context, context.args.name, 'run');
  },
  async render(result, view) {
    return (await import('../../../render/recovery/report.js')).renderReport(result, view);
  },
  exitCode: ({ verdict }) => (verdict === 'failed' ? ExitCode.failure : ExitCode.ok),
});
