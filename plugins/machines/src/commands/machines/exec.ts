import { ExitCode, NixaiError, arg, defineCommand, flag, schema } from '@nixai/api';
import { execSchema } from '../../exec/exec.js';
import { registryFlags } from '../../registry/flags.js';
import { completeSelection } from '../../select/complete.js';
import { selectorFlags } from '../../select/selector.js';

const { object, string, list } = schema;

export default defineCommand({
  summary: 'Run a command on machines',
  description: `The first word says on which, with commas between; with --group, --tag or the like, all words are
the command. It is run as it is typed, word by word: for a pipe, say sh -c 'a | b'. Ends with 1 where it
failed anywhere.`,
  examples: [
    '<%= config.bin %> machines exec web1,web2 -- uptime',
    '<%= config.bin %> machines exec --group web-servers -- systemctl is-active nginx',
  ],
  effects: ['network', 'run', 'destructive'],
  output: object({ command: list(string), machines: list(execSchema) }),
  args: {
    words: arg.rest('Machines, groups, @tags with commas between; then the program and its words', {
      complete: completeSelection,
    }),
  },
  strict: false,
  flags: {
    timeout: flag.integer('Seconds that it may take', { default: 60, min: 1 }),
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { chooseMachines } = await import('../../select/chosen.js');
    const { isSelecting } = await import('../../select/selector.js');
    const { execOn } = await import('../../exec/exec.js');
    const { flags, argv } = context;
    const selecting = isSelecting(flags);
    const named = selecting ? [] : (argv[0] ?? '').split(',').filter((word) => word !== '');
    const [program, ...words] = selecting ? argv : argv.slice(1);
    if (program === undefined) throw nothingToRun();
    const { fleet, machines: chosen } = await chooseMachines({ ...context, argv: named }, false);
    const command = [program, ...words] as const;
    const machines = await execOn(context, fleet, chosen, command, flags.timeout * 1000);
    return { command, machines };
  },
  async render({ machines }, view) {
    return (await import('../../render/executed.js')).renderExecuted(machines, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ code }) => code === 0) ? ExitCode.ok : ExitCode.failure,
});

const nothingToRun = (): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: 'say what is to be run',
    hint: 'nixai machines exec web1,web2 -- uptime',
    exitCode: ExitCode.usage,
  });
