import { arg, defineCommand } from '@nixai/api';
import { createFlags } from '../../../../recovery/create.js';
import { createdSchema } from '../../../../recovery/result.js';

export default defineCommand({
  summary: 'Write down how machines come back after a disaster',
  description: `A plan is data: which machines, what takes the place of each, what may be lost and how long it may take,
and the phases: assess, provision, restore, activate, check, with your commands. Shown and asked for first.`,
  examples: [
    '<%= config.bin %> machines disaster-recovery plan create production-dr --primary-group production --recovery-time-objective 15m --recovery-point-objective 4h --standby db1=standby1 --dry-run',
  ],
  effects: ['write'],
  output: createdSchema,
  args: { name: arg.string('What it is called', { required: true }) },
  flags: createFlags,
  async run(context) {
    const { createPlan } = await import('../../../../recovery/create.js');
    return createPlan(context, context.args.name, context.flags);
  },
  async render(result, view) {
    return (await import('../../../../render/recovery/plans.js')).renderCreated(result, view);
  },
});
