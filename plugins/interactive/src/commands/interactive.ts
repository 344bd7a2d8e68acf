import { arg, defineCommand, flag, type ExitCode } from '@nixai/api';
import { interactiveResult } from '../results/interactive.js';

export default defineCommand({
  summary: 'All of nixai in one place: commands, questions, completion, history',
  description: `Every command as it is typed elsewhere, without nixai in front, several times as fast; other words are a
question, and the next ones go on from it. Tab completes, also option paths; a pasted log is offered to diagnose
and never run. Without a terminal lines are read from a file or from what is piped in, and the first one that
fails says how it ends.`,
  examples: [
    '<%= config.bin %> interactive',
    '<%= config.bin %> interactive --command "explain-option services.openssh.enable && search ssh"',
    'echo "config path" | <%= config.bin %> interactive',
  ],
  effects: ['run', 'network', 'destructive'],
  output: interactiveResult,
  args: { file: arg.string('A file of lines to run') },
  flags: {
    command: flag.string('Run this line, and end', { char: 'c', helpValue: 'LINE' }),
    session: flag.string('Go on with this session, and keep it at the end', { helpValue: 'NAME' }),
    'no-ai': flag.boolean('Ask no model'),
  },
  async run(context) {
    const { interact } = await import('../shell/interact.js');
    const { args, flags } = context;
    return interact(context, {
      file: args.file,
      command: flags.command,
      session: flags.session,
      noAi: flags['no-ai'] === true,
    });
  },
  render: () => '',
  // Whatever the first step that failed has ended with.
  exitCode: ({ status }) => status as ExitCode,
});
