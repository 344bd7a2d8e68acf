import { defineCommand, flag } from '@nixai/api';
import { conflictsSchema } from '../../results/conflicts.js';
import { targetArg } from '../../target/args.js';

export default defineCommand({
  summary: 'Say what is there twice: versions of a package, files of several',
  description: `Packages of which a closure has several versions, with what pulls each of them in and what would go
with it; and, of a profile or another environment (the packages of a system, of Home Manager, what buildEnv makes), the
files that several of its packages give, of which only one is seen. Nothing is changed.`,
  examples: [
    '<%= config.bin %> deps conflicts',
    '<%= config.bin %> deps conflicts ~/.nix-profile',
    '<%= config.bin %> deps conflicts ./result --limit 30',
  ],
  effects: ['run', 'network'],
  output: conflictsSchema,
  args: { target: targetArg },
  flags: {
    limit: flag.integer('So many packages of several versions', {
      ...{ min: 1, max: 1000, default: 10 },
    }),
  },
  async run({ host, args, flags: { limit }, tasks }) {
    const { conflicts } = await import('../../conflicts/conflicts.js');
    return tasks.run('Reading what needs what', ({ signal }) =>
      conflicts(host, args.target, { limit, signal }),
    );
  },
  async render(result, view) {
    return (await import('../../render/conflicts.js')).renderConflicts(result, view);
  },
});
