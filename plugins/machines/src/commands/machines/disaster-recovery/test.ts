import { ExitCode, arg, defineCommand, flag } from '@nixai/api';
import { reportSchema } from '../../../recovery/result.js';
import { writeFlags } from '../../../registry/flags.js';

export default defineCommand({
  summary: 'Restore machines for a look, measure each phase, and hold it to the plan',
  description: `Really restores: on each standby, where the commands of the plan are run as well, or for a look on the
machine itself. All of it is taken away again. What was not tested (no standby, no --provision) is said. With
--dry-run backups are looked for, and nothing else. Ends with 1 where it failed.`,
  examples: [
    '<%= config.bin %> machines disaster-recovery test production-dr --dry-run',
    '<%= config.bin %> machines disaster-recovery test production-dr --save-to drill.md --dry-run',
  ],
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
    return carryOutPlan(context, context.args.name, 'test');
  },
  async render(result, view) {
    return (await import('../../../render/recovery/report.js')).renderReport(result, view);
  },
  exitCode: ({ verdict }) => (verdict === 'failed' ? ExitCode.failure : ExitCode.ok),
});
