import { arg, defineCommand } from '@nixai/api';
import { changeFlags, shellsMeant } from '../../install/flags.js';
import { shellChange } from '../../results/install.js';

export default defineCommand({
  summary: "Take nixai's script out of your shell",
  description: `Your own file is then what it was before, byte for byte; what you have written since stays.`,
  examples: ['<%= config.bin %> shell uninstall --dry-run'],
  effects: ['write'],
  output: shellChange,
  args: { shells: arg.rest('bash, zsh, fish') },
  flags: changeFlags,
  async run(context) {
    const { args, flags } = context;
    const shells = shellsMeant(args.shells, 'uninstall');
    const { uninstall } = await import('../../install/install.js');
    const request = { shells, dryRun: flags['dry-run'] === true, yes: flags.yes === true };
    return uninstall(context, request);
  },
  async render(result) {
    return (await import('../../install/render.js')).renderChange(result);
  },
});
