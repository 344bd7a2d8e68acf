import { arg, commands, defineCommand, schema } from '@nixai/api';

const { list, object, optional, string } = schema;

export default defineCommand({
  summary: 'Say what may stand where a command line ends',
  description:
    'For the scripts of `completion`: one word in each line, and what it means after a tab.',
  examples: ['<%= config.bin %> complete "nixai config get ai_"'],
  hidden: true,
  effects: [],
  output: object({ completions: list(object({ value: string, about: optional(string) })) }),
  args: { line: arg.string('The line, up to the cursor', { required: true }) },
  async run({ host, args }) {
    const service = await host.service(commands);
    return { completions: await service.complete(args.line) };
  },
  render: ({ completions }) =>
    completions
      .map(({ value, about = '' }) => `${value}\t${about}`)
      .filter((line) => !line.includes('\n'))
      .join('\n'),
});
