import { arg, defineCommand } from '@nixai/api';
import { changeFlags, shellsMeant } from '../../install/flags.js';
import { shellChange } from '../../results/install.js';
import { scriptFlags, scriptOptions } from '../../script/flags.js';

export default defineCommand({
  summary: "Have your shell read nixai's script",
  description: `Writes the script of nixai shell init beside nixai's own files, and a block of three lines into
~/.bashrc or ~/.zshrc that reads it; fish reads its own folder. It is shown and asked for first, and nixai shell
uninstall takes it out byte for byte. Without a name it is the shell that you log in with. Where it is there
already it is brought up to date.`,
  examples: [
    '<%= config.bin %> shell install --dry-run',
    '<%= config.bin %> shell install bash zsh --no-key --dry-run',
  ],
  effects: ['write'],
  output: shellChange,
  args: { shells: arg.rest('bash, zsh, fish') },
  flags: { ...scriptFlags, ...changeFlags },
  async run(context) {
    const { args, flags } = context;
    const shells = shellsMeant(args.shells, 'install');
    const { install } = await import('../../install/install.js');
    const request = {
      shells,
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
      full: flags.full === true,
    };
    const { noticeAbsent } = await import('../../install/absent.js');
    await noticeAbsent(context);
    return install(context, request, scriptOptions(flags));
  },
  async render(result) {
    return (await import('../../install/render.js')).renderChange(result);
  },
});
