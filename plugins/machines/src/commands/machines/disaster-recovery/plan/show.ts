import { arg, defineCommand } from '@nixai/api';
import { shownPlanSchema } from '../../../../recovery/result.js';

export default defineCommand({
  summary: 'Show a plan, and what its last test came to',
  examples: ['<%= config.bin %> machines disaster-recovery plan show production-dr'],
  effects: [],
  output: shownPlanSchema,
  args: { name: arg.string('The plan', { required: true }) },
  async run({ host, args }) {
    const { showPlan } = await import('../../../../recovery/show.js');
    return showPlan(host, args.name);
  },
  async render(result, view) {
    return (await import('../../../../render/recovery/plans.js')).renderPlan(result, view);
  },
});
