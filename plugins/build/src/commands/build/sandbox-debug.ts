import { arg, defineCommand, ExitCode, flag } from '@nixai/api';
import { sandboxedSchema } from '../../results/sandboxed.js';

export default defineCommand({
  summary: 'Say what a build touched that the sandbox does not give it',
  description: `Reads the log of what failed last (or of an installable), its attributes, and how the sandbox is set: hosts,
interpreters and programs by their place, homes, files and devices of this machine, places in the store, and rights, each
with where it stands and what to do. Nothing is built. Ends with 1 where it finds anything.`,
  examples: [
    '<%= config.bin %> build sandbox-debug',
    '<%= config.bin %> build sandbox-debug .#web',
    '<%= config.bin %> build sandbox-debug -f default.nix -A web --json',
  ],
  effects: ['run', 'network'],
  output: sandboxedSchema,
  args: { installable: arg.string('.#NAME, a file, a derivation; what failed last if absent') },
  flags: {
    file: flag.string('Of this file, as nix-build reads it', { char: 'f' }),
    attr: flag.string('This attribute of it', { char: 'A' }),
  },
  async run(context) {
    const { args, flags } = context;
    const { sandboxDebug } = await import('../../sandbox/sandboxDebug.js');
    return sandboxDebug(context, { ...flags, word: args.installable, folder: process.cwd() });
  },
  async render(result, view) {
    return (await import('../../render/sandboxed.js')).renderSandboxed(result, view);
  },
  exitCode: ({ touched }) => (touched.length === 0 ? ExitCode.ok : ExitCode.failure),
});
