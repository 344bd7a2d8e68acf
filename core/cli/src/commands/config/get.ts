import { ExitCode, NixaiError, arg, defineCommand } from '@nixai/api';
import { configKeys } from '../../command/completers.js';
import { configGetResult } from '../../results/configGet.js';

export default defineCommand({
  summary: 'Print the value of one setting',
  examples: ['<%= config.bin %> config get ai_provider'],
  effects: [],
  output: configGetResult,
  args: {
    key: arg.string('Dotted path: history.keep_days', {
      required: true,
      complete: configKeys,
    }),
  },
  async run({ host, args }) {
    const { entries } = await host.config.inspect();
    const entry = entries.find(({ path }) => path === args.key);
    if (entry === undefined) {
      const { unknownKey } = await import('../../config/full.js');
      throw unknownKey(
        args.key,
        entries.map(({ path }) => path),
      );
    }
    if (entry.value === undefined)
      throw new NixaiError({
        code: 'config-unset',
        what: `${args.key} has no value`,
        hint: `nixai config set ${args.key} VALUE`,
        exitCode: ExitCode.failure,
      });
    return entry;
  },
  render: ({ value }) =>
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.join('\n')
        : JSON.stringify(value),
});
