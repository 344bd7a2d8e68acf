import { arg, defineCommand } from '@nixai/api';
import { optionPaths } from '../explain/completeOption.js';
import { exitCodeOf, explainFlags, renderResult, runExplain } from '../explain/command.js';
import { explainOptionResult } from '../results/explainOption.js';

export default defineCommand({
  summary: 'Explain a Home Manager option, from its name or a sentence',
  examples: [
    '<%= config.bin %> explain-home-option programs.git.enable',
    '<%= config.bin %> explain-home-option "set my git name and email"',
  ],
  effects: ['run', 'network'],
  output: explainOptionResult,
  flags: explainFlags,
  args: {
    option: arg.rest('The option, or what it should do in your own words', {
      complete: optionPaths('home-manager'),
    }),
  },
  strict: false,
  run: (context) => runExplain(context, 'home-manager'),
  render: renderResult,
  exitCode: exitCodeOf,
});
