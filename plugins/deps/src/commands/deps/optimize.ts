import { defineCommand } from '@nixai/api';
import { optimizedSchema } from '../../results/optimized.js';
import { targetArg } from '../../target/args.js';

export default defineCommand({
  summary: 'Say what could go from a closure, and how much that would save',
  description: `Documentation, locales, headers, debug information, compilers, and all versions of a package but the
last: each with the bytes that the closure would really be smaller by, and what needs it. Options of NixOS are named
where the option set of this machine has them. Nothing is changed.`,
  examples: ['<%= config.bin %> deps optimize', '<%= config.bin %> deps optimize ./result'],
  effects: ['run', 'network'],
  output: optimizedSchema,
  args: { target: targetArg },
  async run({ host, args, tasks }) {
    const { optimize } = await import('../../optimize/optimize.js');
    return tasks.run('Reading what needs what', ({ signal }) =>
      optimize(host, args.target, signal),
    );
  },
  async render(result, view) {
    return (await import('../../render/optimized.js')).renderOptimized(result, view);
  },
});
