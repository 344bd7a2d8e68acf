import { arg, defineCommand, flag } from '@nixai/api';

export default defineCommand({
  summary: 'Greet somebody',
  examples: ['<%= config.bin %> acme-demo Ada', '<%= config.bin %> acme-demo Ada --json'],
  effects: [],
  args: { name: arg.string('Whom to greet', { required: true }) },
  flags: { loud: flag.boolean('In capital letters') },
  async run({ args, flags }) {
    const { greet } = await import('../greeting/greet.js');
    // What is returned here is what --json prints, and what `render` gets.
    return { greeting: greet(args.name, flags.loud) };
  },
  render: ({ greeting }, view) => view.style.good(greeting),
});
