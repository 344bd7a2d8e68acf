import { ExitCode, defineCommand, resultTable, schema } from '@nixai/api';
import { whereFlags } from '../../../backups/flags.js';
import { listedSchema, type Listed } from '../../../backups/result.js';
import { registryFlags } from '../../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../../select/selector.js';

const { object, list } = schema;
type Row = Listed['backups'][number] & { readonly machine: string };

export default defineCommand({
  summary: 'List the backups of machines',
  description: `By their repositories, and of each what this side has found: whether it was read back, and what restoring
it took. Where a repository cannot be read the backups that are known here are listed, and it ends with 1,
as where one of them is damaged.`,
  examples: [
    '<%= config.bin %> machines backup list',
    '<%= config.bin %> machines backup list db1 --on standby1',
  ],
  effects: ['network', 'run'],
  output: object({ machines: list(listedSchema) }),
  args: selectorArg,
  strict: false,
  flags: { ...whereFlags, ...selectorFlags, ...registryFlags },
  table: resultTable({
    rows: ({ machines }: { machines: readonly Listed[] }): readonly Row[] =>
      machines.flatMap(({ name, backups }) => backups.map((one) => ({ machine: name, ...one }))),
    columns: {
      machine: ({ machine }) => machine,
      id: ({ id }) => id,
      made: ({ made }) => made,
      state: ({ state }) => state,
      seconds: ({ restored }) => restored?.seconds,
    },
  }),
  async run(context) {
    const { chooseBackups } = await import('../../../backups/choose.js');
    const { listAll } = await import('../../../backups/look.js');
    return { machines: await listAll(context, await chooseBackups(context, true)) };
  },
  async render({ machines }, view) {
    return (await import('../../../render/backups/backups.js')).renderListed(machines, view);
  },
  exitCode: ({ machines }) =>
    machines.every(
      ({ fault, backups }) =>
        fault === undefined && backups.every(({ state }) => state !== 'damaged'),
    )
      ? ExitCode.ok
      : ExitCode.failure,
});
