import { arg, defineCommand, flag } from '@nixai/api';
import { neovimSetup } from '../results/neovim.js';

export default defineCommand({
  summary: 'Put nixai into Neovim: five commands, four keys, findings as you type',
  description: `Writes lua/nixai.lua, and lua/nixai/health.lua for :checkhealth nixai, into Neovim's folder
of settings, and says which line loads it. Needs Neovim 0.7 or newer. A file that you have changed by hand is
shown and never written over with --yes.`,
  examples: [
    '<%= config.bin %> neovim-setup --dry-run',
    '<%= config.bin %> neovim-setup status',
    '<%= config.bin %> neovim-setup --config-dir ~/dotfiles/nvim --no-keys --dry-run',
  ],
  effects: ['write'],
  output: neovimSetup,
  args: {
    action: arg.oneOf(['install', 'status', 'remove'], 'What to do; install if absent'),
  },
  flags: {
    'config-dir': flag.string("Neovim's folder of settings", { helpValue: 'FOLDER' }),
    'socket-path': flag.string('Where the MCP server listens, if elsewhere than usual', {
      helpValue: 'PATH',
    }),
    lsp: flag.boolean('Start the language server for Nix files', { allowNo: true, default: true }),
    keys: flag.boolean('Map the four keys', { allowNo: true, default: true }),
    print: flag.boolean('Print the module, and write nothing'),
    'dry-run': flag.boolean('Show what would be written, and change nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run(context) {
    const { flags, args, host } = context;
    const { setUpNeovim } = await import('../neovim/setup.js');
    const done = await setUpNeovim(context, {
      action: flags.print ? 'status' : (args.action ?? 'install'),
      configDir: flags['config-dir'],
      socketPath: flags['socket-path'],
      lsp: flags.lsp !== false,
      keys: flags.keys !== false,
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
    });
    if (flags.print !== true) return done;
    const { luaFiles } = await import('../neovim/luaFiles.js');
    const [module] = await luaFiles(host.version);
    return { ...done, module: module?.content };
  },
  async render(result, view) {
    if ('module' in result && result.module !== undefined) return result.module;
    return (await import('../neovim/render.js')).renderNeovim(result, view);
  },
});
