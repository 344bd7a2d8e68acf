import { ExitCode, NixaiError, arg, defineCommand } from '@nixai/api';
import { runResult } from '../results/run.js';

export default defineCommand({
  summary: 'Run a command, and keep what it says for nixai shell why',
  description: `The command has the terminal as if nixai were not there: colours, questions and Ctrl-C are its own,
and nixai ends as it does. The last MiB of what it says is kept for this shell, readable by you alone, until the
next one. Handy as an alias: alias nb='nixai run -- nix build'.`,
  examples: [
    '<%= config.bin %> run -- nix build .#web',
    '<%= config.bin %> run -- nix flake check',
  ],
  effects: ['run', 'network', 'destructive'],
  output: runResult,
  args: { words: arg.rest('The command and its words, after --') },
  async run({ host, args, json, notice }) {
    const [program, ...words] = args.words;
    if (program === undefined)
      throw new NixaiError({
        code: 'usage',
        what: 'no command is named',
        hint: 'nixai run -- nix build',
        exitCode: ExitCode.usage,
      });
    const { record } = await import('../record/record.js');
    return record(host, [program, ...words], { toStderr: json, notice });
  },
  render: () => '',
  // It stands in the place of the command: whoever looks at the code asks about that one.
  exitCode: ({ status }) => status as ExitCode,
});
