import { arg, defineCommand, flag, type ExitCode } from '@nixai/api';
import { eventSchema } from '../../results/built.js';
import { debuggedSchema } from '../../results/debugged.js';

export default defineCommand({
  summary: 'Say why a build failed, and open a shell there in its environment',
  description: `Builds once more, has Nix keep what the build that fails leaves (--keep-failed), and opens a shell in its
environment there (nix-shell), with the command that runs the phase again. With no word: what failed last here. The shell
has no sandbox around it, and its outputs are folders beside the source. Where there is no terminal, or with --print, it is
said how to open it. Why it failed, as far as nixai diagnose knows, and what the build had are said first. What is kept
stays until you remove it.`,
  examples: [
    '<%= config.bin %> build debug',
    '<%= config.bin %> build debug .#web',
    '<%= config.bin %> build debug -f default.nix -A web --print',
  ],
  effects: ['run', 'network'],
  // Nix ends its builders, and they clean up.
  grace: 5_000,
  output: debuggedSchema,
  events: eventSchema,
  args: { installable: arg.string('.#NAME, nixpkgs#hello, a file; what failed last if absent') },
  flags: {
    file: flag.string('Of this file, as nix-build reads it', { char: 'f' }),
    attr: flag.string('This attribute of it', { char: 'A' }),
    print: flag.boolean('Open no shell, and say how to'),
  },
  async run(context) {
    const { args, flags, prompt } = context;
    const { debug } = await import('../../debug/debug.js');
    const { requestMeant } = await import('../../debug/requestMeant.js');
    const request = await requestMeant(context.host.paths, {
      ...{ word: args.installable, file: flags.file, attr: flags.attr, folder: process.cwd() },
    });
    return debug(context, request, prompt.interactive && !flags.print);
  },
  async render(result, view) {
    return (await import('../../render/debugged.js')).renderDebugged(result, view);
  },
  exitCode: ({ code, failed }) => (failed?.folder === undefined ? code : 0) as ExitCode,
});
