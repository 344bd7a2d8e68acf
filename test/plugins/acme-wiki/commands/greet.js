import { arg, defineCommand } from '@nixai/api';

export default defineCommand({
  summary: 'Greet somebody',
  args: { name: arg.string('Whom to greet', { required: true }) },
  run: async ({ args, host }) => ({ greeting: `Hello, ${args.name}!`, api: host.apiVersion }),
  render: ({ greeting }) => greeting,
});
