import { arg, defineCommand } from '@nixai/api';
import { shellInit } from '../../results/init.js';
import { scriptFlags, scriptOptions } from '../../script/flags.js';
import { shells } from '../../script/shells.js';

export default defineCommand({
  summary: 'Print what a shell reads to have nixai at hand',
  description: `After a command of Nix that failed, one dim line says that Alt-N (or nixai-why) explains it.
Completion comes with it. nixai shell install puts it into the file that your shell reads; this is for who
does that by hand. NIXAI_SHELL_INTEGRATION=off leaves all of it out, prompt only the line and the key;
NIXAI_SHELL_PATTERN is a regular expression of the commands that count.`,
  examples: [
    '<%= config.bin %> shell init bash > ~/.nixai.bash',
    '<%= config.bin %> shell init fish --no-key',
  ],
  effects: [],
  output: shellInit,
  args: { shell: arg.oneOf(shells, 'Which one', { required: true }) },
  flags: scriptFlags,
  async run({ host, args, flags }) {
    const { shellScript } = await import('../../script/script.js');
    const script = await shellScript(host, args.shell, scriptOptions(flags));
    return { shell: args.shell, script };
  },
  render: ({ script }) => script,
});
