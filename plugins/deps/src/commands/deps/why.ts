import { arg, defineCommand, flag } from '@nixai/api';
import { whySchema } from '../../results/why.js';
import { buildFlag, targetArg } from '../../target/args.js';

export default defineCommand({
  summary: 'Say what pulls something in, and what would go with it',
  description: `All chains from what is looked at down to a package, the shortest first, and by how much the
closure would be smaller without it: its own bytes, and those of all that nothing else needs. Of a configuration:
which files lead to a file. Ends with 1 where nothing is called so.`,
  examples: [
    '<%= config.bin %> deps why openssl',
    '<%= config.bin %> deps why perl ./result',
    '<%= config.bin %> deps why gcc .#web --build',
    '<%= config.bin %> deps why disks.nix /etc/nixos',
  ],
  effects: ['run', 'network'],
  output: whySchema,
  args: {
    package: arg.string('A package, the name of a store path, a path, or a file', {
      required: true,
    }),
    target: targetArg,
  },
  flags: {
    build: buildFlag,
    chains: flag.integer('So many chains to each', { min: 1, max: 1000, default: 10 }),
  },
  async run({ host, args, flags, tasks }) {
    const { why } = await import('../../why/why.js');
    const { build, chains } = flags;
    return tasks.run('Reading what needs what', ({ signal }) =>
      why(host, args.package, args.target, { build, chains, signal }),
    );
  },
  async render(result, view) {
    return (await import('../../render/why.js')).renderWhy(result, view);
  },
});
