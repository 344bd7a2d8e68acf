import { defineCommand } from '@nixai/api';
import { browsedSchema } from '../../results/browsed.js';
import { buildFlag, targetArg } from '../../target/args.js';

export default defineCommand({
  summary: 'Walk through a closure at the terminal: what needs what, and its size',
  description: `A tree that opens where you open it: each path with its own bytes, those that would go with it, and what
needs it. Arrows (or h, j, k, l) move, open and close; / looks for a name anywhere in it, n for the next one; s sorts by
what would go, by own bytes, by name; p ends and prints the path that is chosen; q ends. Needs a terminal: elsewhere
deps analyze and deps why say the same.`,
  examples: [
    '<%= config.bin %> deps browse',
    '<%= config.bin %> deps browse ./result',
    'ls $(<%= config.bin %> deps browse ~/.nix-profile)',
  ],
  effects: ['run', 'network'],
  output: browsedSchema,
  args: { target: targetArg },
  flags: { build: buildFlag },
  async run(context) {
    const { browse } = await import('../../browse/browse.js');
    return browse(context, context.args.target, context.flags.build);
  },
  render: ({ path }) => path ?? '',
});
