import { arg, defineCommand, ExitCode, flag } from '@nixai/api';
import { cacheMissSchema } from '../../results/cacheMiss.js';

export default defineCommand({
  summary: 'Say why something is built, and not fetched from a cache',
  description: `Asks each cache that is set (substituters) for its outputs and, as far as it has not got them, for what
building it takes, and says of each what it has: nothing, a path that is unsigned or signed by a key that is not trusted,
or no answer. Signatures are checked as Nix checks them. With --plain it says in what an overridden package differs from
the one that it was made from. Nothing is built. Ends with 0 where Nix would fetch it, with 1 where it would build it.`,
  examples: [
    '<%= config.bin %> build cache-miss .#web',
    '<%= config.bin %> build cache-miss -f default.nix -A vim --plain nixpkgs#vim',
    '<%= config.bin %> build cache-miss nixpkgs#vscode --json',
  ],
  effects: ['run', 'network'],
  output: cacheMissSchema,
  args: {
    installable: arg.string('.#NAME, nixpkgs#hello, a file, a derivation; what is here if absent'),
  },
  flags: {
    file: flag.string('Of this file, as nix-build reads it', { char: 'f' }),
    attr: flag.string('This attribute of it', { char: 'A' }),
    plain: flag.string('The package that it was made from, to compare it with'),
  },
  async run(context) {
    const { args, flags } = context;
    const { oneTarget } = await import('../../request/oneTarget.js');
    const { cacheMiss } = await import('../../cacheMiss/cacheMiss.js');
    const folder = process.cwd();
    const target = await oneTarget({ ...flags, word: args.installable, folder });
    const { plain } = flags;
    return cacheMiss(context, {
      ...{ target, folder },
      ...(plain !== undefined && { plain: await oneTarget({ word: plain, folder }) }),
    });
  },
  async render(result, view) {
    return (await import('../../render/cacheMiss.js')).renderCacheMiss(result, view);
  },
  exitCode: ({ fetchable }) => (fetchable ? ExitCode.ok : ExitCode.failure),
});
