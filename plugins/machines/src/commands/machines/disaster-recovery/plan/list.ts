import { defineCommand, schema } from '@nixai/api';
import { shownPlanSchema } from '../../../../recovery/result.js';

const { object, list } = schema;

export default defineCommand({
  summary: 'List the plans, and what the last test of each came to',
  examples: ['<%= config.bin %> machines disaster-recovery plan list'],
  effects: [],
  output: object({ plans: list(shownPlanSchema) }),
  async run({ host }) {
    const { showPlans } = await import('../../../../recovery/show.js');
    return { plans: await showPlans(host) };
  },
  async render({ plans }, view) {
    return (await import('../../../../render/recovery/plans.js')).renderPlans(plans, view);
  },
});
