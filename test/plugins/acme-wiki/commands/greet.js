import { arg, defineCommand } from '@nixai/api';

export default defineCommand({
  summary: 'Greet somebody',
  examples: ['<%= config.bin %> greet Ada'],
  args: { name: arg.string('Whom to greet', { required: true }) },
  run: async ({ args, host }) => ({ greeting: `Hello, ${args.name}!`, api: host.apiVersion }),
  render: ({ greeting }) => greeting,
});
