import { ExitCode, defineCommand, resultTable, schema, type Infer } from '@nixai/api';
import { knownMonitorSchema } from '../../../monitor/known.js';

const { object, string, list, described } = schema;
const output = object({
  monitors: list(knownMonitorSchema),
  odd: described('Files that are none', list(object({ name: string, why: string }))),
});
type Listed = Infer<typeof output>;

export default defineCommand({
  summary: 'List the timers that look at machines, and what they found last',
  description: `The monitors that were written here. Whether its timer runs is asked of the systemd of this
machine; where a monitor was written as a module for another one, that is not known here. Ends with 1 where the file
of a monitor is none.`,
  examples: ['<%= config.bin %> machines monitor list'],
  effects: ['run'],
  output,
  table: resultTable({
    rows: ({ monitors }: Listed) => monitors,
    columns: {
      name: ({ name }) => name,
      check: ({ check }) => check,
      machines: ({ machines }) => machines.join(' '),
      timer: ({ timer }) => timer,
      ran: ({ ran }) => ran,
      found: ({ findings }) => findings.length,
      unseen: ({ unseen }) => unseen.length,
      untold: ({ untold }) => untold,
    },
  }),
  async run({ host }) {
    return (await import('../../../monitor/known.js')).knownMonitors(host);
  },
  async render(result, view) {
    return (await import('../../../render/monitors.js')).renderMonitors(result, view);
  },
  exitCode: ({ odd }) => (odd.length === 0 ? ExitCode.ok : ExitCode.failure),
});
