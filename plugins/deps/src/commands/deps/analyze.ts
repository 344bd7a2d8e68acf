import { defineCommand, flag } from '@nixai/api';
import { analyzedSchema } from '../../results/analyzed.js';
import { buildFlag, targetArg } from '../../target/args.js';

export default defineCommand({
  summary: 'Say what is in a closure or a configuration, and what weighs most',
  description: `Of store paths: how many, how large, the largest by their own bytes, the heaviest by what would go
with them, what most others need, and packages of which there are several versions. Of a folder with flake.nix or
configuration.nix: its files and their imports, read and not evaluated. Nix is asked once.`,
  examples: [
    '<%= config.bin %> deps analyze',
    '<%= config.bin %> deps analyze ./result',
    '<%= config.bin %> deps analyze .#nixosConfigurations.web1',
    '<%= config.bin %> deps analyze /etc/nixos',
  ],
  effects: ['run', 'network'],
  output: analyzedSchema,
  args: { target: targetArg },
  flags: {
    build: buildFlag,
    limit: flag.integer('So many of each list', { min: 1, max: 10_000, default: 10 }),
  },
  async run({ host, args, flags, tasks }) {
    const { analyze } = await import('../../analyze/analyze.js');
    const { build, limit } = flags;
    return tasks.run('Reading what needs what', ({ signal }) =>
      analyze(host, args.target, { build, limit, signal }),
    );
  },
  async render(result, view) {
    return (await import('../../render/analyzed.js')).renderAnalyzed(result, view);
  },
});
