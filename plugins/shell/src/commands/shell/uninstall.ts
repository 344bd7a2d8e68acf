import { arg, defineCommand } from '@nixai/api';
import { changeFlags, shellsMeant } from '../../install/flags.js';
import { shellChange } from '../../results/install.js';
import { shells } from '../../script/shells.js';

export default defineCommand({
  summary: "Take nixai's script out of your shell",
  description: `Your own file is then what it was before, byte for byte; what you have written since stays.`,
  examples: ['<%= config.bin %> shell uninstall --dry-run'],
  effects: ['write'],
  output: shellChange,
  args: { shells: arg.rest('bash, zsh, fish; all of them if none is named') },
  flags: changeFlags,
  async run(context) {
    const { args, flags } = context;
    const named = args.shells.length > 0 ? shellsMeant(args.shells, 'uninstall') : shells;
    const { uninstall } = await import('../../install/install.js');
    const request = {
      shells: named,
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
      full: flags.full === true,
    };
    return uninstall(context, request);
  },
  async render(result) {
    return (await import('../../install/render.js')).renderChange(result);
  },
});
