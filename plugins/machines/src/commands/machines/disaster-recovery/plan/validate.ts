import { ExitCode, arg, defineCommand } from '@nixai/api';
import { validatedSchema } from '../../../../backups/result.js';

export default defineCommand({
  summary: 'Look whether a plan can hold, by what is known on this side',
  description: `Its machines and standbys, the age of what was read back, and what the last test took. No machine is asked;
only disaster-recovery test says that machines come back. Ends with 1 where it cannot hold.`,
  examples: ['<%= config.bin %> machines disaster-recovery plan validate production-dr'],
  effects: [],
  output: validatedSchema,
  args: { name: arg.string('The plan', { required: true }) },
  async run(context) {
    const { validatePlan } = await import('../../../../recovery/show.js');
    return validatePlan(context, context.args.name);
  },
  async render({ checks }, view) {
    const { renderChecks } = await import('../../../../render/backups/strategy.js');
    return renderChecks(checks, 'The plan can hold, by what is known here.', view);
  },
  exitCode: ({ checks }) =>
    checks.some(({ state }) => state === 'bad') ? ExitCode.failure : ExitCode.ok,
});
