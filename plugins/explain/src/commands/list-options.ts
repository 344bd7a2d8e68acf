import { defineCommand, resultTable } from '@nixai/api';
import { listOptionsResult } from '../results/listOptions.js';
import { listOptionsArgs, listOptionsFlags } from '../search/command.js';
import type { ListedOptions } from '../search/listOptions.js';
import { listOptionsTool } from '../tools/listOptions.js';

export default defineCommand({
  summary: 'List the options below a path, with their types',
  description:
    'Of an option set that is whole: nixai docs status says which one is at hand. Ends with 1 where nothing lies below the path.',
  examples: [
    '<%= config.bin %> list-options services.openssh',
    '<%= config.bin %> list-options services.nginx.virtualHosts --depth 2 --json',
  ],
  effects: ['network'],
  output: listOptionsResult,
  flags: listOptionsFlags,
  args: listOptionsArgs,
  table: resultTable({
    rows: ({ options }: ListedOptions) => options,
    columns: {
      name: ({ name }) => name,
      type: ({ type }) => type,
      below: ({ below }) => below,
    },
  }),
  async run({ host, args, flags }) {
    const { listOptions } = await import('../search/listOptions.js');
    return listOptions(host, args.path, flags);
  },
  async render(found, view) {
    return (await import('../render/listedOptions.js')).renderListedOptions(found, view);
  },
  tools: [listOptionsTool],
  exitCode: ({ options }) => (options.length === 0 ? 1 : 0),
});
