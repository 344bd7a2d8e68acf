import { arg, defineCommand, schema } from '@nixai/api';
import { completionScript, shells } from '../completion/index.js';

export default defineCommand({
  summary: 'Print what makes a shell complete nixai',
  description: `Commands, flags and what only nixai knows: option paths, configuration keys, providers, templates.
For good, put the line of your shell into its own file:

- ~/.bashrc: source <(nixai completion bash)
- ~/.zshrc: source <(nixai completion zsh)
- fish: nixai completion fish > ~/.config/fish/completions/nixai.fish`,
  examples: [
    'source <(<%= config.bin %> completion bash)',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/nixai.fish',
  ],
  effects: [],
  output: schema.object({ shell: schema.oneOf(...shells), script: schema.string }),
  args: { shell: arg.oneOf(shells, 'Which one', { required: true }) },
  run: async ({ args }) => ({ shell: args.shell, script: completionScript(args.shell) }),
  render: ({ script }) => script,
});
