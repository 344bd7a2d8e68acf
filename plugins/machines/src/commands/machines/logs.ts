import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { execSchema } from '../../exec/exec.js';
import { registryFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';

const { object, list } = schema;

export default defineCommand({
  summary: 'Show the journals of machines',
  description: 'The last lines of journalctl there, each with its machine in front.',
  examples: ['<%= config.bin %> machines logs web1 --unit nginx --lines 20'],
  effects: ['network'],
  output: object({ machines: list(execSchema) }),
  args: selectorArg,
  strict: false,
  flags: {
    unit: flag.strings('Of this unit', { char: 'u' }),
    lines: flag.integer('So many lines', { char: 'n', default: 50, min: 1, max: 10_000 }),
    since: flag.string('Since then, as journalctl reads it: -1h'),
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { chooseMachines } = await import('../../select/chosen.js');
    const { execOn } = await import('../../exec/exec.js');
    const { flags } = context;
    const { fleet, machines } = await chooseMachines(context, false);
    const units = (flags.unit ?? []).map((unit) => `--unit=${unit}`);
    const since = flags.since === undefined ? [] : [`--since=${flags.since}`];
    const usual = ['journalctl', '--no-pager', '--quiet', `--lines=${flags.lines}`] as const;
    const command = [...usual, ...units, ...since] as const;
    return { machines: await execOn(context, fleet, machines, command, 60_000) };
  },
  async render({ machines }, view) {
    return (await import('../../render/executed.js')).renderExecuted(machines, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ code }) => code === 0) ? ExitCode.ok : ExitCode.failure,
});
