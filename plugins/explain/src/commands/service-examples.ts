import { arg, defineCommand } from '@nixai/api';
import { noAiFlag, queryOf } from '../search/command.js';
import { serviceExamplesResult } from '../results/serviceExamples.js';
import { serviceExamplesTool } from '../tools/serviceExamples.js';

export default defineCommand({
  summary: 'Show how a service is configured, from the smallest example on',
  examples: ['<%= config.bin %> service-examples nginx'],
  effects: ['network'],
  output: serviceExamplesResult,
  flags: { 'no-ai': noAiFlag },
  args: { service: arg.rest('The service: nginx, services.openssh, "media server"') },
  strict: false,
  tools: [serviceExamplesTool],
  async run({ host, argv, signal }) {
    const { serviceExamples } = await import('../search/services.js');
    return serviceExamples(host, queryOf(argv, 'service-examples nginx'), signal);
  },
  async render(found, view) {
    return (await import('../render/services.js')).renderServiceExamples(found, view);
  },
});
