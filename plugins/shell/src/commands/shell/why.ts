import { ExitCode, defineCommand, flag } from '@nixai/api';
import { shellWhy } from '../../results/why.js';

export default defineCommand({
  summary: 'Explain the last command of Nix that failed in this shell',
  description: `What nixai-why and Alt-N run, once nixai shell install has been here. It looks for what the command
said: recorded by nixai run, in the log that Nix kept of a build that failed, in what tmux remembers, and last
by evaluating it once more without building (nix build, nix-build, nix flake check, nixos-rebuild; never with
sudo, never a switch). Then nixai diagnose reads it. Where there is nothing, it says so and guesses nothing.`,
  examples: ['<%= config.bin %> shell why', '<%= config.bin %> shell why --full'],
  effects: ['run', 'network'],
  output: shellWhy,
  flags: {
    full: flag.boolean('Everything that is known, not only what fits on a screen'),
    'no-ai': flag.boolean('Ask no model'),
  },
  async run(context) {
    const { flags } = context;
    const { why } = await import('../../last/why.js');
    const words = [flags.full === true ? '--full' : '', flags['no-ai'] === true ? '--no-ai' : ''];
    return why(
      context,
      words.filter((word) => word !== ''),
    );
  },
  async render(result, view) {
    const head = `${result.command} ended with ${result.status}; from ${result.from}:`;
    return `${view.style.dim(view.wrap(head))}\n\n${await result.show(view)}`;
  },
  // Something has failed, whether its cause was found or not.
  exitCode: () => ExitCode.failure,
});
