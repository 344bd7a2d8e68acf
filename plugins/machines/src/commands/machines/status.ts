import { ExitCode, defineCommand, flag, resultTable, schema } from '@nixai/api';
import { registryFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';
import { fullest, machineStatusSchema, type MachineStatus } from '../../status/status.js';

const { object, list } = schema;

export default defineCommand({
  summary: 'Ask machines how they are',
  description: `Which system runs, was booted and comes next, what has failed, disks and load: read over SSH,
changed nothing. One that is dead holds up no other. Ends with 1 where a machine is not online or needs to
be looked at. With --watch it is asked again and again until Ctrl-C; with --json as well each answer is a
line of JSON, as with --ndjson.`,
  examples: [
    '<%= config.bin %> machines status',
    '<%= config.bin %> machines status --group web-servers --columns name,state,generation',
  ],
  effects: ['network'],
  output: object({ machines: list(machineStatusSchema) }),
  events: machineStatusSchema,
  args: selectorArg,
  strict: false,
  flags: {
    watch: flag.boolean('Ask again and again'),
    every: flag.integer('Seconds from one --watch to the next', { default: 10, min: 1 }),
    ...selectorFlags,
    ...registryFlags,
  },
  table: resultTable({
    rows: ({ machines }: { machines: readonly MachineStatus[] }) => machines,
    columns: {
      name: ({ name }) => name,
      host: ({ host }) => host,
      state: ({ state }) => state,
      answered: ({ answered }) => answered,
      generation: ({ generation }) => generation,
      version: ({ version }) => version,
      deployed: ({ deployed }) => deployed?.date,
      behind: ({ deployed }) => deployed?.behind,
      current: ({ current }) => current,
      booted: ({ booted }) => booted,
      next: ({ next }) => next,
      reboot: ({ rebootNeeded }) => rebootNeeded,
      failed: ({ failedUnits }) => failedUnits?.join(' '),
      load: ({ load }) => load,
      disk: ({ disks }) => fullest(disks)?.used,
      attention: ({ attention }) => attention.join('; '),
    },
  }),
  async run(context) {
    const { chooseMachines } = await import('../../select/chosen.js');
    const { readStatus } = await import('../../status/status.js');
    const { watchStatus } = await import('../../status/watch.js');
    const { flags, emit } = context;
    const { fleet, machines: chosen } = await chooseMachines(context, true);
    if (flags.watch === true) await watchStatus(context, fleet, chosen, flags.every * 1000);
    const machines = await readStatus(context, fleet, chosen);
    machines.forEach(emit);
    return { machines };
  },
  async render({ machines }, view) {
    return (await import('../../render/status.js')).renderStatus(machines, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ attention }) => attention.length === 0) ? ExitCode.ok : ExitCode.failure,
});
